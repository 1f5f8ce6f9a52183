import { type FormLocale, type FormProgress, type FormWords, formWords } from "@circuito/domain";
import { FORM_WORDS } from "./form-words.ts";

export interface ProgressView {
  readonly locale: FormLocale;
  /** `undefined`: it is stored, and a moment from now it has its number. */
  readonly protocol: string | undefined;
  readonly progress: FormProgress;
  readonly thanks: FormWords;
  readonly formPath: string;
}

/** Thanks, the protocol number and how far it is: no word of what was written, on either side. */
export function ProgressBody({ locale, protocol, progress, thanks, formPath }: ProgressView) {
  const words = FORM_WORDS[locale];
  const own = formWords(thanks, locale);
  return (
    <>
      <h1>{words.sent}</h1>
      <div class="notice good" role="status">
        {protocol === undefined ? (
          <p>{words.protocolSoon}</p>
        ) : (
          <p>
            {words.protocol}: <strong>{protocol}</strong>
          </p>
        )}
      </div>
      {own !== undefined && <p>{own}</p>}
      <p>{words.answerBy}</p>
      <h2>{words.progressTitle}</h2>
      <p>{words.progress[progress]}</p>
      <p class="quiet">{words.keep}</p>
      <p>
        <a href={formPath}>{words.another}</a>
      </p>
    </>
  );
}
