import type { FormLocale, KeptMedia, ReadForm } from "@circuito/domain";

/** A contact form that was sent, held against its fields already. */
export interface SubmittedForm {
  /** A UUID that the page was made with: sent twice, it is the same form. */
  readonly id: string;
  readonly form: ReadForm;
  /** In the media store already. */
  readonly files: readonly KeptMedia[];
  /** The language that the page was in. */
  readonly locale: FormLocale;
}
