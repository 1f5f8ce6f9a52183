import { stripSubject } from "../thread/normalize-subject.ts";

/** RFC 5322 §2.1.1: a line ends before its 998th character; a longer subject says no more. */
export const SUBJECT_LENGTH_MAX = 250;
/** Could end the header, or turn around what a reader sees of it. */
const BREAKING = /[\p{Cc}\u2028\u2029]/gu;

/** The subject of an answer: that of the mail it answers, behind one "Re:". */
export function answerSubject(subject: string): string {
  return `Re: ${shortened(stripSubject(cleanSubject(subject)))}`.trim();
}

/** On one line. */
export function cleanSubject(subject: string): string {
  return subject.replace(BREAKING, " ").replace(/\s+/g, " ").trim();
}

function shortened(text: string): string {
  // By code points: half an emoji cannot be stored.
  const points = [...text.slice(0, 2 * SUBJECT_LENGTH_MAX)];
  return points.length <= SUBJECT_LENGTH_MAX
    ? text
    : `${points.slice(0, SUBJECT_LENGTH_MAX - 1).join("")}…`;
}
