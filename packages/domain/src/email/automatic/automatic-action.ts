import type { MailClass } from "./automatic-mail.ts";

/** How sure it is that a mail answers one of ours: by a signed token, by a stored id, or not at all. */
export type ThreadProof = "signed" | "stored-id" | "weak" | "none";

/** What is done with a mail of a class (rules §4, table of actions). Everything is stored, always. */
export interface AutomaticAction {
  /** `suppressed`: kept in the view of suppressed mail, out of every conversation. */
  readonly place: "conversation" | "original-message" | "suppressed";
  readonly opensConversation: boolean;
  readonly reopens: boolean;
  /** Who hears of it: the queue, the one who wrote the mail that bounced, a supervisor, or nobody. */
  readonly tells: "queue" | "sender-of-original" | "supervisor" | "nobody";
  readonly mayAutoAnswer: boolean;
  readonly clock: "normal" | "untouched" | "resumes";
}

export interface ActionContext {
  readonly proof: ThreadProof;
  /** The bounced address is dead, not only unwilling. */
  readonly hardBounce: boolean;
  /** Inbox settings: machine mail may open conversations; newsletters the admin let in. */
  readonly noticesOpen: boolean;
  readonly bulkAllowed: boolean;
}

const SUPPRESSED: AutomaticAction = {
  place: "suppressed",
  opensConversation: false,
  reopens: false,
  tells: "nobody",
  mayAutoAnswer: false,
  clock: "untouched",
};

/** A person let it in: it is what somebody wrote, but machines still get no answer of ours. */
export const RELEASED_ACTION: AutomaticAction = {
  place: "conversation",
  opensConversation: true,
  reopens: true,
  tells: "queue",
  mayAutoAnswer: false,
  clock: "normal",
};

export function actionFor(mailClass: MailClass, context: ActionContext): AutomaticAction {
  const isProven = context.proof === "signed" || context.proof === "stored-id";
  switch (mailClass) {
    case "human":
      return {
        place: "conversation",
        opensConversation: true,
        reopens: true,
        tells: "queue",
        mayAutoAnswer: true,
        clock: "normal",
      };
    case "auto-reply":
    case "out-of-office":
      return isProven ? { ...SUPPRESSED, place: "conversation" } : SUPPRESSED;
    case "auto-notice":
      return {
        place: "conversation",
        opensConversation: context.noticesOpen,
        reopens: context.noticesOpen,
        tells: "queue",
        mayAutoAnswer: false,
        clock: "normal",
      };
    case "bulk":
      // References of a list mail name mails of everybody: only a token of ours places it.
      if (context.proof === "signed") return { ...SUPPRESSED, place: "conversation" };
      return context.bulkAllowed
        ? { ...SUPPRESSED, place: "conversation", opensConversation: true, tells: "queue" }
        : SUPPRESSED;
    case "bounce":
      if (context.proof !== "signed") return SUPPRESSED;
      return {
        place: "original-message",
        opensConversation: false,
        reopens: context.hardBounce,
        tells: context.hardBounce ? "sender-of-original" : "nobody",
        mayAutoAnswer: false,
        clock: "resumes",
      };
    case "loop":
    case "rate":
      return { ...SUPPRESSED, tells: "supervisor" };
  }
}
