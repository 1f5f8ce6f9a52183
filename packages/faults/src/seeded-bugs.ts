/**
 * Bugs that gateways like ours have had. A proof brings each into a gateway of its own, and the oracle
 * must find it: one that finds nothing where something is wrong proves nothing where it finds nothing.
 */
export const SEEDED_BUGS = {
  1: "the provider is told yes before anything is committed",
  2: "a repeat is known by its waiting job alone",
  3: "no unique index: looked for first, inserted then",
  4: "the lock that keeps repeats apart is let go before the commit",
  5: "the mailbox's cursor moves before its mails are stored",
  6: "a Message-ID that was used before is a repeat, whatever the mail says",
  7: "the outbox is read after the last position, past what is not committed yet",
  8: "a message whose job fails is overtaken by those behind it",
  9: "two routers work on one customer at once",
  10: "a conversation is taken without a look at who has it by now",
  11: "a sender that was taken for dead sends all the same",
  12: "a send without an answer is simply tried again",
  13: "a console that comes back is not told what it missed",
  14: "a commit does not wait for the disk",
  15: "a commit without an answer is taken for none, and tried again under a new id",
  16: "a receipt that comes before our own commit is dropped",
  17: "an account is closed, and its sockets stay open",
  18: "what stands behind an unreadable message of a request is left out",
  19: "what has lost its job is not looked for",
  20: "who said STOP is asked about when a reply is written, not when it leaves",
} as const;

export type SeededBug = keyof typeof SEEDED_BUGS;

/** The setting that names a bug: `BUG=7`. */
export const BUG_SETTING = "BUG";

/** @returns `undefined` for what is none */
export function readBug(text: string): SeededBug | undefined {
  return ALL_BUGS.find((bug) => String(bug) === text);
}

export const ALL_BUGS: readonly SeededBug[] = Object.keys(SEEDED_BUGS).map(
  (text) => Number(text) as SeededBug,
);

/** The line by which a process says that its bug was at work; read by whoever started it. */
const AT_WORK = /^bug (?<bug>\d+) at work$/m;

export function writeAtWork(bug: SeededBug): string {
  return `bug ${bug} at work\n`;
}

/** Whether these words of a process say that this bug was at work in it. */
export function wasAtWork(output: string, bug: SeededBug): boolean {
  return AT_WORK.exec(output)?.groups?.bug === String(bug);
}
