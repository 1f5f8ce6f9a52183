/** Answer and forward prefixes of mail programs, by language. */
const ANSWER =
  "re|res|resp|ref|aw|antw|antwort|sv|svar|vs|vl|odp|отв|ответ|ha|ynt|yan|vá|ré|rép|rif|r|atb|答复|回复|回覆|转发|答覆|返信|회신|ats|bls|rv resp";
const FORWARD =
  "fw|fwd|forward|enc|encam|encaminhar|wg|weiterl|tr|rv|i|inoltra|doorst|vb|vbs|videresend|pd|przek|пер|пересл|переадр|tovább|ilt|转寄|轉寄|転送|전달|fs";

/** A prefix with a counter or in brackets: `Re[2]:`, `RE (3):`, `Fwd :`, `Re;`, `RE--`. */
const suffix = String.raw`\s{0,3}(?:\[\d{1,3}\]|\(\d{1,3}\))?\s{0,3}(?:[:：;]|--)[\s:：]{0,10}`;
const PREFIX = new RegExp(`^(?:${ANSWER}|${FORWARD})${suffix}`, "iu");
const FORWARD_PREFIX = new RegExp(`^(?:${FORWARD})${suffix}`, "iu");
const WRAPPED = /^\[\s{0,3}(?:fwd?|fw|enc|wg|tr|rv)\s{0,3}[:：]\s{0,5}/iu;
const MARK = /^\((?:fwd?|fw)\)\s{0,5}/iu;
const TRAILER = /\s?\((?:fwd?|fw)\)$/iu;
/** A list's or a helpdesk's tag in front: `[list-name]`, `[#AB12]`, `[EXTERNAL]`. */
const TAG = /^\[[^\][]{1,60}\]\s{0,5}/u;
const SUBJECT_LENGTH_MAX = 2_000;
/** Nobody answers an answer more often. */
const ROUNDS_MAX = 60;

/** A subject without what programs put in front of it; case and inner spacing stay. */
export function stripSubject(subject: string): string {
  let rest = subject.slice(0, SUBJECT_LENGTH_MAX).replace(/\s+/g, " ").trim();
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const next = unwrap(rest).replace(PREFIX, "").replace(MARK, "").replace(TRAILER, "").trim();
    if (next === rest) return rest;
    rest = next;
  }
  return rest;
}

/** `[Fwd: words]` is `words`. */
function unwrap(text: string): string {
  if (!WRAPPED.test(text)) return text;
  return text.replace(WRAPPED, "").replace(/\s?\]$/, "");
}

/** What two subjects are compared by: stripped, without tags, in one case and spacing. */
export function normalizeSubject(subject: string): string {
  let rest = stripSubject(subject);
  for (let round = 0; round < 5; round += 1) {
    const next = stripSubject(rest.replace(TAG, ""));
    if (next === "" || next === rest) break;
    rest = next;
  }
  return rest.normalize("NFKC").toLowerCase();
}

/** Whether some program put an answer or forward prefix in front. */
export function isAnswerSubject(subject: string): boolean {
  const text = subject.slice(0, SUBJECT_LENGTH_MAX).trim();
  return PREFIX.test(text) || WRAPPED.test(text);
}

/** Whether the outermost prefix says that the mail was passed on. */
export function isForwardSubject(subject: string): boolean {
  const text = subject.slice(0, SUBJECT_LENGTH_MAX).trim();
  return FORWARD_PREFIX.test(text) || WRAPPED.test(text);
}
