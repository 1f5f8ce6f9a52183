import type { OfferedChoice } from "../chat/outbound-chat.ts";
import type { QueueId } from "../ids.ts";
import type { AttendantLanguage } from "./attendant-flow.ts";

/** What the attendant knows of a conversation. Gone once a person has written in it. */
export interface AttendantState {
  /** Where they stand; absent once it has handed over. */
  readonly talk?: AttendantTalk;
  readonly signs: MachineSigns;
}

/** A customer in the menu: in no queue, and nobody is called. */
export interface AttendantTalk {
  /** Of the flow that asked. */
  readonly version: number;
  readonly language: AttendantLanguage;
  /** Options chosen so far, from the first menu on. */
  readonly path: readonly string[];
  /** What was offered last, in order: number 1 is the first. */
  readonly offered: readonly OfferedChoice[];
  /** Answers in a row that were not understood. */
  readonly misunderstandings: number;
  /** When an answer is waited for no more, ms since epoch. */
  readonly answerBy: number;
  /** The queue it would be in without an attendant: whose it is to see, and to take over. */
  readonly queueId: QueueId;
  /** What the customer wrote that chose nothing: the matter in their words, for the rules. */
  readonly words: string;
  /** The address they wrote to, as far as the channel tells, and their own language tag: for the rules. */
  readonly to?: string;
  readonly locale?: string;
  /** They were told that nobody is there now. */
  readonly toldClosed: boolean;
}

/** What tells a machine from a person, counted since a person of ours last wrote. */
export interface MachineSigns {
  /** When something was said by itself, ms since epoch, within the last hour. */
  readonly saidAt: readonly number[];
  /** What was said last, folded: who says it back is no person. */
  readonly said?: string;
  /** What they wrote last, folded, and how often in a row. */
  readonly heard?: string;
  readonly repeats: number;
  /** Answers in a row that came quicker than they can be typed. */
  readonly quick: number;
}

export const NO_SIGNS: MachineSigns = { saidAt: [], repeats: 0, quick: 0 };

/** A person wrote or took it: the attendant is gone, and it is in the queue where it would be without. */
export function afterPerson<
  Conversation extends {
    readonly queueId: QueueId | undefined;
    readonly attendant?: AttendantState | undefined;
  },
>(conversation: Conversation): Conversation {
  const { attendant } = conversation;
  return attendant === undefined
    ? conversation
    : { ...conversation, queueId: queueToSee(conversation), attendant: undefined };
}

/** Whose a conversation is to see: of one that is still in the menu, where it would be without. */
export function queueToSee(conversation: {
  readonly queueId: QueueId | undefined;
  readonly attendant?: AttendantState | undefined;
}): QueueId | undefined {
  return conversation.queueId ?? conversation.attendant?.talk?.queueId;
}
