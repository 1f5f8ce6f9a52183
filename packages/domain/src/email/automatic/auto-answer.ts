import type { Classification } from "./automatic-mail.ts";
import { LOOP_HEADER } from "./automatic-mail.ts";

/** What we answered by ourselves lately, and to whom: counted from what was stored. */
export interface AutoAnswerHistory {
  readonly acknowledgementsInConversation: number;
  readonly answersToSenderLastDay: number;
  readonly automaticInConversationLastHour: number;
  /** Whether the newest messages of the conversation were automatic, newest first. */
  readonly lastWereAutomatic: readonly boolean[];
}

/** Bad inputs B-21 is stricter than rules §4 (two a day); the stricter one keeps both. */
export const AUTO_ANSWERS_PER_SENDER_PER_DAY_MAX = 1;
export const ACKNOWLEDGEMENTS_PER_CONVERSATION_MAX = 1;
/** Beyond it two machines are talking: an alarm, and silence. */
export const AUTOMATIC_PER_CONVERSATION_PER_HOUR_MAX = 5;

export type AutoAnswerChoice =
  | { readonly answer: true }
  | {
      readonly answer: false;
      readonly because:
        | "automatic-mail"
        | "asks-for-silence"
        | "no-reply-address"
        | "own-address"
        | "suspicious-sender"
        /** Their domain does not vouch for the sender: it may be anybody whom we would write to. */
        | "unverified-sender"
        | "acknowledged-already"
        | "answered-sender-today"
        | "loop-alarm"
        | "both-automatic";
    };

/** Whether an acknowledgement may go out. When in doubt, silence: nobody misses an automatic mail. */
export function mayAutoAnswer(
  mail: {
    readonly classification: Classification;
    readonly isVouchedFor: boolean;
    readonly replyTo: string | undefined;
    readonly isOwnAddress: boolean;
    readonly isSuspicious: boolean;
  },
  history: AutoAnswerHistory,
): AutoAnswerChoice {
  const no = (because: Extract<AutoAnswerChoice, { answer: false }>["because"]) =>
    ({ answer: false, because }) as const;
  if (mail.classification.class !== "human") return no("automatic-mail");
  if (mail.classification.noAnswer) return no("asks-for-silence");
  if (mail.isOwnAddress) return no("own-address");
  if (mail.isSuspicious || mail.replyTo === undefined) return no("suspicious-sender");
  if (isNobody(mail.replyTo)) return no("no-reply-address");
  if (!mail.isVouchedFor) return no("unverified-sender");
  if (history.automaticInConversationLastHour >= AUTOMATIC_PER_CONVERSATION_PER_HOUR_MAX) {
    return no("loop-alarm");
  }
  const [newest, before] = history.lastWereAutomatic;
  if (newest === true && before === true) return no("both-automatic");
  if (history.acknowledgementsInConversation >= ACKNOWLEDGEMENTS_PER_CONVERSATION_MAX) {
    return no("acknowledged-already");
  }
  if (history.answersToSenderLastDay >= AUTO_ANSWERS_PER_SENDER_PER_DAY_MAX) {
    return no("answered-sender-today");
  }
  return { answer: true };
}

const NOBODY =
  /^(no-?_?reply|do-?_?not-?_?reply|nao-?_?responda|noreply.*|mailer-daemon|postmaster|bounces?)([+.-].*)?@/i;

/** Addresses that nobody reads. */
export function isNobody(address: string): boolean {
  return NOBODY.test(address);
}

/** What an automatic mail of ours says about itself (RFC 3834 §5, and what Exchange understands). */
export function automaticMailHeaders(
  kind: "auto-replied" | "auto-generated",
  loopMark: string,
): Readonly<Record<string, string>> {
  return {
    "Auto-Submitted": kind,
    "X-Auto-Response-Suppress": "All",
    Precedence: "bulk",
    [LOOP_HEADER]: loopMark,
  };
}
