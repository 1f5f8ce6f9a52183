import type { ActivityView } from "@circuito/protocol";
import { SystemLine } from "@circuito/ui";
import {
  Archive,
  ArrowUpRight,
  Bell,
  BellOff,
  Bot,
  Check,
  CircleDot,
  Clock,
  CornerUpLeft,
  Forward,
  Hourglass,
  RotateCcw,
  Route,
  Send,
  TriangleAlert,
  UserRoundCheck,
  UserRoundX,
} from "lucide-react";
import type { ReactNode } from "react";
import { clockTime } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";
import { useAgents, useQueues } from "../workspace/queries.ts";
import { activityReason, activityText } from "./activity-text.ts";

const ICONS: Readonly<Record<string, ReactNode>> = {
  assigned: <UserRoundCheck />,
  claimed: <UserRoundCheck />,
  released: <UserRoundX />,
  opened: <Route />,
  routed: <Route />,
  "attendant-asked": <Bot />,
  "attendant-ended": <Bot />,
  transferred: <Forward />,
  directed: <Send />,
  escalated: <ArrowUpRight />,
  returned: <CornerUpLeft />,
  "hand-over-overdue": <Hourglass />,
  snoozed: <BellOff />,
  woken: <Bell />,
  resolved: <Check />,
  closed: <Archive />,
  "opted-out": <BellOff />,
  "opted-in": <Bell />,
  reopened: <RotateCcw />,
  moved: <Forward />,
  "promise-at-risk": <Clock />,
  "promise-broken": <TriangleAlert />,
  "promise-overdue": <TriangleAlert />,
};

/** A move of the story in one line, with its reason: "por que está aqui". */
export function ActivityLine({ activity }: { readonly activity: ActivityView }) {
  const t = useT();
  const queues = useQueues().data ?? [];
  const { agents } = useAgents();
  const reason = activityReason(activity);
  const text = activityText(activity, {
    queue: (id) => queues.find((queue) => queue.id === id)?.name,
    agent: (id) => agents.find((agent) => agent.id === id)?.name,
  });
  return (
    <SystemLine
      icon={ICONS[activity.kind] ?? <CircleDot />}
      time={clockTime(activity.at)}
      dateTime={activity.at}
    >
      {text}
      {reason !== undefined && (
        <span className="text-fg-3">
          {" · "}
          <span className="sr-only">{t("activity.why")} </span>
          {reason}
        </span>
      )}
    </SystemLine>
  );
}
