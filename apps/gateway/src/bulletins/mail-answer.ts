import { SendError } from "@circuito/connector";
import type { BulletinAnswer } from "@circuito/router";
import { NoSender, type OwnLetter, type OwnMail } from "../own-mail/own-mail.ts";

/** Of what a server said; more is nobody's to read. */
const ANSWER_LENGTH_MAX = 300;

/** Sends a letter, and says how it was taken. Rejects only for what is our own mistake. */
export async function mailAnswer(mail: OwnMail, letter: OwnLetter): Promise<BulletinAnswer> {
  try {
    return { kind: "told", answer: short(await mail.send(letter)) };
  } catch (error) {
    if (error instanceof NoSender) {
      return { kind: "refused", because: "no-sender", isFinal: true, answer: null };
    }
    if (error instanceof SendError) return answerOf(error);
    throw error;
  }
}

function answerOf(error: SendError): BulletinAnswer {
  const refused = (because: RefusedBecause, isFinal: boolean): BulletinAnswer => ({
    ...({ kind: "refused", because, isFinal } as const),
    answer: short(error.message),
    retryAfterMs: error.afterMs,
  });
  switch (error.kind) {
    case "retry":
      return refused(error.providerCode === undefined ? "unreachable" : "refused", false);
    case "unknown":
      return refused("unsure", false);
    case "credentials":
      return refused("credentials", false);
    case "unreachable-address":
      return refused("no-such-address", true);
    case "rejected":
    case "unsupported":
    case "opted-out":
    case "outside-window":
      return refused("refused", true);
  }
}

type RefusedBecause = Extract<BulletinAnswer, { kind: "refused" }>["because"];

const short = (text: string): string => text.slice(0, ANSWER_LENGTH_MAX);
