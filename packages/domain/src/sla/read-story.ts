import type { Channel } from "../channel.ts";
import type { ConversationStatus, Level } from "../conversation.ts";
import type { AgentId, QueueId } from "../ids.ts";
import { keywordOf } from "../opt-out.ts";
import { MOMENTS_IN_ORDER, SLA_MEASURES, type SlaMeasure, type SlaMoment } from "./sla-policy.ts";
import type { StoryEvent } from "./story.ts";
import type { Told } from "./tellings.ts";

/** A line of a conversation's story, with what promises need of its data. */
export interface StoryLine {
  readonly kind: string;
  readonly actorId: AgentId | undefined;
  readonly because: string | undefined;
  readonly queueId: QueueId | undefined;
  readonly fromQueueId: QueueId | undefined;
  readonly toQueueId: QueueId | undefined;
  readonly toAgentId: AgentId | undefined;
  readonly agentId: AgentId | undefined;
  /** Of a line about a promise. */
  readonly measure: string | undefined;
  readonly startedAt: number | undefined;
  readonly at: number;
}

/** Something said to, or by, the customer; by a machine not at all. */
export interface SpokenLine {
  readonly by: "customer" | "person";
  /** Who of us, where it is known. */
  readonly agentId?: AgentId | undefined;
  /** Of short ones: a keyword is no question. */
  readonly text: string | undefined;
  readonly at: number;
}

/** A conversation's past, as it is written down. */
export interface StoryRecord {
  readonly channel: Channel;
  readonly status: ConversationStatus;
  readonly arrivedAt: number;
  readonly resolvedAt: number | undefined;
  readonly queueId: QueueId | undefined;
  readonly level: Level;
  /** Both as they were written down, the first one first. */
  readonly lines: readonly StoryLine[];
  readonly spoken: readonly SpokenLine[];
}

/** Why a conversation opened in which one of us wrote first, here or on the phone. */
export const OPENED_BY_US = ["begun-by-agent", "written-on-the-phone"] as const;

/** What happened, from what was written down. Lines that say nothing about promises are passed over. */
export function readStory(
  record: StoryRecord,
  levelOf: (queue: QueueId) => Level,
): readonly StoryEvent[] {
  const spoken = asWritten(record.spoken).map((line) => spokenEvent(line, record.channel));
  const said = spoken.flat();
  const opened = record.lines.find((line) => line.kind === "opened");
  // One that met an attendant is in no queue until that hands over.
  const isAttended = opened?.because === "attendant";
  const queueId = isAttended ? undefined : (opened?.queueId ?? record.queueId);
  // A message that came with another conversation, which was the same matter, may be older: the
  // earliest start wins (rules §10).
  const openedAt = record.spoken
    .filter((_, n) => spoken[n]?.length)
    .reduce((first, { at }) => Math.min(first, at), record.arrivedAt);
  const level = queueId === undefined ? record.level : levelOf(queueId);
  const events: StoryEvent[] = [
    {
      ...{ kind: "opened", at: openedAt, place: { queueId, level } },
      ...(OPENED_BY_US.some((because) => because === opened?.because) && { by: "us" }),
    },
    ...(isAttended ? [{ kind: "machine-took-over", at: openedAt } as const] : []),
    ...said,
    ...asWritten(record.lines).flatMap((line) => storyEventOf(line, levelOf)),
  ];
  // A keyword opens a conversation that is over at once, and nobody writes that down.
  const isOver = record.status === "resolved" || record.status === "closed";
  if (isOver && !events.some((event) => event.kind === "resolved" || event.kind === "closed")) {
    events.push({ kind: "resolved", at: record.resolvedAt ?? openedAt });
  }
  // Clocks of two machines differ a little: nothing happened before it began.
  return events.map((event) => (event.at < openedAt ? { ...event, at: openedAt } : event));
}

/**
 * What was written down later happened later: clocks of machines differ, and a message that waited to
 * be routed while somebody replied was not what they replied to.
 */
function asWritten<T extends { readonly at: number }>(lines: readonly T[]): readonly T[] {
  let latest = Number.NEGATIVE_INFINITY;
  return lines.map((line) => {
    latest = line.at < latest ? latest + 1 : line.at;
    return line.at === latest ? line : { ...line, at: latest };
  });
}

function spokenEvent({ by, text, at, agentId }: SpokenLine, channel: Channel): StoryEvent[] {
  if (by === "person") return [{ kind: "human-replied", at, ...(agentId && { agentId }) }];
  const isKeyword = text !== undefined && keywordOf({ channel, text }) !== undefined;
  return isKeyword ? [] : [{ kind: "customer-wrote", at }];
}

/** What a line says happened; none: nothing that promises know. */
export function storyEventOf(
  line: StoryLine,
  levelOf: (queue: QueueId) => Level,
): readonly StoryEvent[] {
  const { at } = line;
  switch (line.kind) {
    case "claimed":
    case "assigned":
    case "accepted":
      return line.agentId ? [{ kind: "owned", at, agentId: line.agentId }] : [];
    case "routed": {
      const { queueId } = line;
      const place = { queueId, level: queueId === undefined ? 1 : levelOf(queueId) } as const;
      return [{ kind: "human-needed", at, place }];
    }
    case "released":
      return [{ kind: "released", at }];
    case "snoozed":
      return [
        { kind: "put-off", at, because: line.because === "third-party" ? line.because : "on-hold" },
      ];
    case "woken":
      return [{ kind: "woken", at }];
    case "resolved":
      return [{ kind: "resolved", at }];
    case "survey-answered":
      return [{ kind: "answered-question", at }];
    case "confirmation-answered":
      // A "no" asks for something: it is open again.
      return line.because === "said-not-solved" ? [] : [{ kind: "answered-question", at }];
    case "closed":
      return [{ kind: "closed", at }];
    case "reopened": {
      const by = line.because === "by-hand" ? (line.actorId ?? "machine") : "customer";
      return [{ kind: "reopened", at, by }];
    }
    default:
      return line.toQueueId === undefined ? [] : hopEvent(line, line.toQueueId, levelOf);
  }
}

/** Whoever moved it, and by whatever name: it is in another queue, or waits anew in its own. */
function hopEvent(
  line: StoryLine,
  queueId: QueueId,
  levelOf: (queue: QueueId) => Level,
): StoryEvent[] {
  const { at, kind, toAgentId } = line;
  if (queueId === line.fromQueueId) {
    if (!HANDED_OVER.has(kind)) return [];
    return toAgentId ? [{ kind: "owned", at, agentId: toAgentId }] : [{ kind: "released", at }];
  }
  const asksAcceptance = HANDED_OVER.has(kind) && toAgentId === undefined;
  const place = { queueId, level: levelOf(queueId) };
  return [{ kind: "hop", at, place, agentId: toAgentId, asksAcceptance }];
}

/** Hops that somebody asked for and somebody has to take on; what goes back was asked for before. */
const HANDED_OVER = new Set(["directed", "escalated", "transferred"]);

/** Kinds of the lines that tell of a promise's moments. */
export const TELLING_KINDS = {
  warning: "promise-at-risk",
  breach: "promise-broken",
  overdue: "promise-overdue",
} as const satisfies Record<SlaMoment, string>;

/** Moments that were told before: each is told once, whoever looks and however often. */
export function toldBefore(lines: readonly StoryLine[]): readonly Told[] {
  return lines.flatMap(({ kind, measure, startedAt }): Told[] => {
    const moment = MOMENTS_IN_ORDER.find((one) => TELLING_KINDS[one] === kind);
    const known = SLA_MEASURES.find((one): one is SlaMeasure => one === measure);
    return moment && known && startedAt !== undefined
      ? [{ moment, measure: known, startedAt }]
      : [];
  });
}
