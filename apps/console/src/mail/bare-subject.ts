/** Marks that mail programs put before a subject, in the languages we meet. */
const MARKS = /^\s*(?:(?:re|res|rv|fw|fwd|enc|encaminhada|aw|wg|sv|tr)\s*(?:\[\d+\])?\s*:\s*)+/i;

/** The subject without "Re:" and "Enc:", for telling whether two are about the same. */
export const bareSubject = (subject: string): string => subject.replace(MARKS, "").trim();
