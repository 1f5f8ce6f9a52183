/** A step of a channel's test that failed, as it is passed on to whoever can help. */
export interface FailedStep {
  /** By its code, which is the same in every language. */
  readonly step: string;
  /** As it is called on the page. */
  readonly name: string;
  readonly hint?: string | null;
  /** What to do about it, in words. */
  readonly help?: string | undefined;
  /** What the other server said; secrets are blotted out before it comes here. */
  readonly words: string | null;
}

/** Lines to be pasted into a mail or a ticket: no setting and no secret is among them. */
export function failureDiagnosis(
  { step, name, hint, help, words }: FailedStep,
  at: string,
): string {
  return [
    `Circuito · ${at}`,
    `${name} (${step})`,
    [hint, help].filter(Boolean).join(": "),
    words && `> ${words}`,
  ]
    .filter(Boolean)
    .join("\n");
}
