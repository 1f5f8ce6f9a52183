import { canSee, type Principal, type RoutingRule } from "@circuito/domain";
import {
  type MessageTimelineView,
  type PastConversationView,
  ruleCondition,
  type TimelineStep,
} from "@circuito/protocol";
import type { ActivityReading, MessageTimeline, PastConversation } from "@circuito/store";
import { iso } from "./instants.ts";
import { activityViewOf } from "./views.ts";

/** A delivery's hands inside the machine: nothing happened to the message. */
const WAITING = new Set(["queued", "claimed"]);
/** From here on somebody has the conversation: what follows is not this message's doing. */
const TAKEN = new Set(["assigned", "claimed", "resolved"]);

/**
 * @param decisions of its conversation, from the moment on when it was received
 */
export function messageTimelineViewOf(
  timeline: MessageTimeline,
  decisions: readonly ActivityReading[],
): MessageTimelineView {
  const { ledger, direction } = timeline;
  const steps: TimelineStep[] =
    direction === "inbound"
      ? [...arrivalSteps(timeline), ...decisionSteps(decisions)]
      : [
          { kind: "written", at: iso(timeline.createdAt), byName: timeline.authorName },
          ...deliverySteps(timeline),
        ];
  return { steps, ledgerId: ledger?.id ?? null };
}

function arrivalSteps({ sentAt, ledger }: MessageTimeline): TimelineStep[] {
  const steps: TimelineStep[] = [];
  if (sentAt !== null) steps.push({ kind: "sent-by-customer", at: iso(sentAt) });
  if (ledger === null) return steps;
  const { receivedAt, inboxName, duplicates, lastDuplicateAt, released, trail, routedAt } = ledger;
  steps.push({ kind: "received", at: iso(receivedAt), inboxName });
  if (released !== null) {
    const { at, name, from, reason } = released;
    steps.push({ kind: "released", at: iso(Date.parse(at)), byName: name, from, because: reason });
  }
  if (trail !== null && routedAt !== null) {
    steps.push({
      kind: "routed",
      at: iso(routedAt),
      identify: trail.identify,
      thread: trail.thread,
      attendant: trail.attendant ?? null,
      route: trail.route ?? null,
      ruleName: ledger.rule?.name ?? null,
      condition: ledger.rule && conditionViewOf(ledger.rule),
      rulesVersion: trail.rules ?? null,
      queueName: ledger.queueName,
    });
  }
  if (lastDuplicateAt !== null) {
    steps.push({ kind: "delivered-again", at: iso(lastDuplicateAt), times: duplicates });
  }
  return steps;
}

type Routed = Extract<TimelineStep, { kind: "routed" }>;

/** Rules of former versions may ask what none may ask any more: those are told by their name. */
function conditionViewOf({ condition }: Pick<RoutingRule, "condition">): Routed["condition"] {
  return ruleCondition.safeParse(condition).data ?? null;
}

function decisionSteps(decisions: readonly ActivityReading[]): TimelineStep[] {
  const taken = decisions.findIndex(({ kind }) => TAKEN.has(kind));
  const until = taken === -1 ? decisions : decisions.slice(0, taken + 1);
  return until.map((activity) => ({
    kind: "decided",
    at: iso(activity.at),
    activity: activityViewOf(activity),
  }));
}

function deliverySteps({ delivery }: MessageTimeline): TimelineStep[] {
  if (delivery === null) return [];
  let attempt = 0;
  const steps: TimelineStep[] = [{ kind: "queued", at: iso(delivery.queuedAt) }];
  for (const { at, status, words } of delivery.history) {
    const isAttempt = status === "submitting";
    if (isAttempt) attempt += 1;
    steps.push({
      kind: "delivery",
      at: iso(Date.parse(at)),
      status,
      attempt: isAttempt ? attempt : null,
      words,
    });
  }
  const { status, nextAttemptAt } = delivery;
  if (WAITING.has(status) && attempt > 0 && nextAttemptAt !== null) {
    steps.push({ kind: "next-attempt", at: iso(nextAttemptAt) });
  }
  return steps;
}

export function pastConversationViewOf(
  past: PastConversation,
  who: Principal,
): PastConversationView {
  const { channel, queueName } = past;
  const arrivedAt = iso(past.arrivedAt);
  if (!isSeen(past, who)) return { isVisible: false, channel, queueName, arrivedAt };
  const { id, protocol, status, assigneeName, about, lastSeq } = past;
  return {
    ...{ isVisible: true, id, protocol, channel, queueName, status, assigneeName, about, lastSeq },
    arrivedAt,
    lastAt: iso(past.lastAt),
    // Asked twice, what was said last is what counts.
    scores: past.scores.filter(
      ({ kind }, place) => past.scores.findIndex((other) => other.kind === kind) === place,
    ),
  };
}

export function isSeen({ queueId, assigneeId }: PastConversation, who: Principal): boolean {
  return canSee(who, { queueId: queueId ?? undefined, assigneeId: assigneeId ?? undefined });
}
