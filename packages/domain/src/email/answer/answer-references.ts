/** Rules §2: the root and the last twenty; what lies between tells a mail program nothing more. */
export const REFERENCES_KEPT_MAX = 20;
/** Longer ids do not fit on a line of a header (RFC 5322 §2.1.1). */
const ID_LENGTH_MAX = 900;
/** White space and brackets end an id; controls end the header. */
const NOT_AN_ID = /[\s<>\p{Cc}\u2028\u2029]/u;

/** The names of the mail that is answered, as they stood in it; without brackets. */
export interface AnsweredNames {
  readonly mailId: string | undefined;
  readonly inReplyTo: string | undefined;
  /** Oldest first. */
  readonly references: readonly string[];
}

/** What an answer says of the mails before it (RFC 5322 §3.6.4). */
export function answerReferences(answered: AnsweredNames | undefined): {
  readonly inReplyTo: string | undefined;
  readonly references: readonly string[];
} {
  const { mailId, inReplyTo, references = [] } = answered ?? {};
  const before = references.length > 0 ? references : [inReplyTo];
  const ids = [...before, mailId].filter((id) => id !== undefined).filter(isId);
  // The last mention counts: it is where the thread went on.
  const chain = ids.filter((id, at) => ids.lastIndexOf(id) === at);
  const [root] = chain;
  const kept =
    root === undefined || chain.length <= REFERENCES_KEPT_MAX + 1
      ? chain
      : [root, ...chain.slice(-REFERENCES_KEPT_MAX)];
  return { inReplyTo: mailId !== undefined && isId(mailId) ? mailId : undefined, references: kept };
}

function isId(id: string): boolean {
  return id !== "" && id.length <= ID_LENGTH_MAX && !NOT_AN_ID.test(id);
}
