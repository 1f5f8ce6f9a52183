import type { Calendar } from "../calendar/calendar.ts";
import type { Level } from "../conversation.ts";
import type { Spent } from "../focus/spend-looks.ts";
import type { AgentId, QueueId } from "../ids.ts";
import type { StoryRecord } from "../sla/read-story.ts";
import type { SlaTerms } from "../sla/sla-policy.ts";
import type { FactId } from "./dictionary.ts";

/** One measured thing of one conversation, counted where and when it happened. */
export interface Fact {
  readonly fact: FactId;
  /** The instant it is counted at, ms since epoch. */
  readonly at: number;
  /** Where the time was spent, or it happened. */
  readonly queueId: QueueId | undefined;
  readonly level: Level;
  /** Whose it is. */
  readonly agentId: AgentId | undefined;
  readonly count: number;
  /** Of a share: how many of `count` did. */
  readonly hits?: number;
  /** Ms of a duration by the clock on the wall, points of a score. */
  readonly value?: number;
  /** The part of a duration within business hours, ms. */
  readonly business?: number;
}

/** Something asked of, answered by, or learnt from a customer, as the story tells it. */
export interface CircuitMark {
  readonly kind: string;
  readonly at: number;
  readonly askId: string | undefined;
  /** Of a survey: `csat`, `ces` or `nps`. */
  readonly survey: string | undefined;
  readonly score: number | undefined;
  readonly answer: string | undefined;
}

/** The same person wrote about something again. */
export interface LaterConversation {
  readonly arrivedAt: number;
  readonly categoryId: string | undefined;
}

/** All that figures need of a conversation. */
export interface FigureStory {
  readonly record: StoryRecord;
  /** It was found to be the same matter as another, which goes on. */
  readonly isMerged: boolean;
  readonly categoryId: string | undefined;
  readonly marks: readonly CircuitMark[];
  readonly later: readonly LaterConversation[];
  /** When people had it before their eyes; of no two windows of one person at once. */
  readonly handled: readonly Spent[];
  /** The hours of its inbox; absent: always open. */
  readonly calendar: Calendar | undefined;
  /** What it was promised. */
  readonly terms: SlaTerms | undefined;
}
