import { fillQuickReply, type QuickReplyFacts, wordsOf } from "./quick-reply.ts";

/** Some lines; whoever needs more writes a mail. */
export const SIGNATURE_LENGTH_MAX = 1_000;

/** Sets a signature apart, so that mail programs may fold it away (RFC 3676 §4.3). */
const SIGNATURE_MARK = "-- ";

export interface SignatureFacts {
  /** As their writers left them, with variables; empty: none. */
  readonly own: string;
  readonly ofQueue: string;
  readonly facts: QuickReplyFacts;
}

/**
 * What stands below a mail: the writer's own lines, then those of the queue. A line that names something
 * nobody knows is left out, for nobody reads it before it leaves.
 */
export function mailSignature({ own, ofQueue, facts }: SignatureFacts): string | undefined {
  const lines = [own, ofQueue]
    .map((body) => body.trim())
    .filter((body) => body !== "")
    .flatMap((body) => body.split("\n"))
    .map((line) => fillQuickReply(line, facts))
    .filter((pieces) => pieces.every(({ kind }) => kind !== "missing"))
    .map((pieces) => wordsOf(pieces).trimEnd());
  const text = lines.join("\n").trim();
  return text === "" ? undefined : text;
}

/** As it is sent, below everything else. */
export const signed = (signature: string) => `${SIGNATURE_MARK}\n${signature}`;
