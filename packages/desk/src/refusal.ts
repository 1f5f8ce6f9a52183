import type {
  AgentId,
  ClosingGap,
  ConversationId,
  FieldMistake,
  HandOverRefusal,
  MailRefusal,
  MessageId,
  NotWritable,
  RecallRefusal,
  RegistrationMistake,
  StepRefusal,
  TemplateMistake,
} from "@circuito/domain";

/**
 * Why a verb did nothing. Closed: the border turns the code into an answer, and `because` tells
 * people which rule it was.
 */
export type Refusal =
  /** Not there, or not theirs to see: the two look the same from outside. */
  | { readonly kind: "refused"; readonly code: "not-found" }
  | {
      readonly kind: "refused";
      readonly code: "conflict";
      readonly because:
        | "other-owner"
        | "stale-epoch"
        | "client-id-reused"
        | "offer-over"
        | "answered-meanwhile"
        /** A director has it before them. */
        | "in-triage";
      readonly owner: Owner | undefined;
      readonly epoch: number;
      /** Of `answered-meanwhile`: what a colleague said since the writer looked. */
      readonly answer?: { readonly id: MessageId; readonly seq: number; readonly by: Owner };
    }
  | { readonly kind: "refused"; readonly code: "capacity-full"; readonly because: "at-capacity" }
  | {
      readonly kind: "refused";
      readonly code: "wrong-state";
      readonly because: WrongState;
      /** Of `step-required` before a solution: what the step says. */
      readonly step?: string;
      /** Of `another-is-open` where one was to begin: which one. */
      readonly openId?: ConversationId;
    }
  | { readonly kind: "refused"; readonly code: "closed" }
  | { readonly kind: "refused"; readonly code: "opted-out" }
  | { readonly kind: "refused"; readonly code: "not-routable" }
  /** Free words are over, or were never begun with; a template may be sent. */
  | {
      readonly kind: "refused";
      readonly code: "outside-window";
      readonly endedAt: number | undefined;
    }
  | { readonly kind: "refused"; readonly code: "forbidden"; readonly because: Forbidden }
  | {
      readonly kind: "refused";
      readonly code: "invalid";
      readonly because: Invalid;
      /** The recipient that it is about. */
      readonly address?: string;
      /** The category's field that it is about. */
      readonly field?: string;
      /** Of `closing-incomplete`: all that its queue wants to know before the end. */
      readonly missing?: readonly ClosingGap[];
    };

export interface Owner {
  readonly id: AgentId;
  readonly name: string;
}

export type WrongState =
  | Exclude<HandOverRefusal, "other-owner">
  | RecallRefusal
  | StepRefusal
  /** Nobody can be written to first there, or from there. */
  | Exclude<NotWritable, "not-routable" | "opted-out">
  /** Another procedure runs in it. */
  | "procedure-running"
  /** It waits in no directors' queue, or not for one of us. */
  | "not-in-triage"
  /** The directors of this queue hand on, and do not answer. */
  | "not-resolved-here"
  | "not-resolved"
  /** Nothing can be learned from it before it is solved. */
  | "not-solved"
  | "another-is-open"
  | "already-there"
  | "too-many-labels"
  /** What was registered for an area is about something. */
  | "registered"
  /** It was not theirs to take back, too long ago, or somebody has done something since. */
  | "not-to-be-taken-back"
  /** The person was merged into another one since: that merge is taken back first. */
  | "merged-further"
  /** It was too late to take it back. */
  | "already-sent";
export type Forbidden = "not-an-agent" | "not-yours";
export type Invalid =
  | "no-such-queue"
  /** A break that is not among those an admin offers. */
  | "no-such-break"
  /** Its queue wants to know more before it ends. */
  | "closing-incomplete"
  | "no-such-agent"
  | "nobody-to-tell"
  | "not-a-member"
  | "no-target"
  | "same-contact"
  | "no-such-merge"
  | "too-many-attributes"
  | "no-such-address"
  | "not-in-the-future"
  /** A note is said at once, and moves nothing. */
  | "not-a-reply"
  /** People are named in notes alone. */
  | "not-a-note"
  /** Recipients were given for a channel that has none, or for a note. */
  | "not-a-mail"
  | "no-such-upload"
  /** Together more than mail servers take. */
  | "files-too-large"
  /** A quote, a template or choices were given for a mail, or for a note. */
  | "not-a-chat"
  | "no-words"
  /** The quoted message is not of this conversation, or has not left yet. */
  | "no-such-message"
  | "template-and-more"
  | "no-such-category"
  | "no-such-conversation"
  | "no-such-inbox"
  | "no-such-contact"
  /** They have several addresses, or none. */
  | "no-address"
  /** What begins a conversation by mail is called something. */
  | "no-subject"
  | "no-such-macro"
  /** It is for other channels than this conversation's. */
  | "not-for-channel"
  /** It was never published, or is archived. */
  | "no-such-procedure"
  /** Of this conversation. */
  | "no-such-run"
  | FieldMistake["because"]
  | RegistrationMistake
  | TemplateMistake
  | MailRefusal;

export const NOT_FOUND: Refusal = { kind: "refused", code: "not-found" };

export function wrongState(because: WrongState): Refusal {
  return { kind: "refused", code: "wrong-state", because };
}

export function invalid(because: Invalid): Refusal {
  return { kind: "refused", code: "invalid", because };
}

/** What was asked is so already: nothing is saved, and nobody is told. */
export const UNCHANGED = { kind: "unchanged" } as const;
