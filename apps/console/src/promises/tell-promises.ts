import type { ActivityView, AgentEvent, AgentView } from "@circuito/protocol";
import type { AgentCache } from "@circuito/realtime";
import type { Announcer, ToastQueue } from "@circuito/ui";
import { measureName } from "../i18n/labels.ts";
import { t } from "../i18n/translate.ts";
import { nameOf } from "../verbs/name-of.ts";

const TEXTS = {
  "promise-at-risk": "promise.tellAtRisk",
  "promise-broken": "promise.tellBroken",
  "promise-overdue": "promise.tellOverdue",
} as const;

interface Surroundings {
  readonly announcer: Announcer;
  readonly toasts: ToastQueue;
  readonly me: AgentView;
  readonly cache: AgentCache;
}

/** Says to whom the policy wants it said that a promise is at risk or broken; spoken only when broken. */
export function tellPromises(events: readonly AgentEvent[], around: Surroundings): void {
  for (const event of events) {
    if (event.type !== "activity.created") continue;
    const { activity } = event;
    const id = TEXTS[activity.kind as keyof typeof TEXTS];
    const conversation = around.cache.conversations.get(activity.conversationId);
    if (id === undefined || conversation === undefined) continue;
    if (!isFor(around.me, activity, conversation.assignee?.id)) continue;
    const measure = measureName(activity.because ?? "");
    const text = t(id, { name: nameOf(conversation), measure });
    around.toasts.add({
      text,
      tone: activity.kind === "promise-at-risk" ? "warn" : "danger",
    });
    if (activity.kind === "promise-broken") around.announcer.announce(text);
  }
}

function isFor(me: AgentView, { data }: ActivityView, assigneeId: string | undefined): boolean {
  const did = Array.isArray(data.did) ? data.did : [];
  if (did.includes("notify-agent") && assigneeId === me.id) return true;
  return did.includes("notify-supervisors") && me.role !== "agent";
}
