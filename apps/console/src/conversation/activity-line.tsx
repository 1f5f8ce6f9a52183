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
  CircleHelp,
  Clock,
  CornerUpLeft,
  Forward,
  Hourglass,
  MessageCircleReply,
  RotateCcw,
  Route,
  Send,
  Star,
  TriangleAlert,
  UserRoundCheck,
  UserRoundX,
} from "lucide-react";
import type { ReactNode } from "react";
import { clockTime } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";
import { showLayer } from "../workspace/ui-state.ts";
import { useActivityWords } from "./use-activity-words.ts";

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
  "confirmation-asked": <CircleHelp />,
  "confirmation-answered": <MessageCircleReply />,
  "confirmation-lapsed": <Hourglass />,
  "survey-sent": <CircleHelp />,
  "survey-answered": <Star />,
  "survey-lapsed": <Hourglass />,
  "opted-out": <BellOff />,
  "opted-in": <Bell />,
  reopened: <RotateCcw />,
  moved: <Forward />,
  "promise-at-risk": <Clock />,
  "promise-broken": <TriangleAlert />,
  "promise-overdue": <TriangleAlert />,
};

/** Kinds that a message brought about: its way says more than the reason alone. */
const OF_A_MESSAGE = new Set(["opened", "routed", "reopened", "follows", "joined", "moved"]);

interface ActivityLineProps {
  readonly activity: ActivityView;
  /** The message that brought it about, if one did and is here. */
  readonly messageId: string | undefined;
}

/** A move of the story in one line, with its reason: "por que está aqui". */
export function ActivityLine({ activity, messageId }: ActivityLineProps) {
  const t = useT();
  const { text, reason } = useActivityWords()(activity);
  const asks = messageId !== undefined && OF_A_MESSAGE.has(activity.kind);
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
          {asks ? (
            <button
              type="button"
              aria-label={t("activity.whyHere", { reason })}
              className="ring-focus cursor-pointer rounded-key underline decoration-dotted underline-offset-3 hover:text-fg"
              onClick={() => showLayer({ kind: "message-timeline", messageId })}
            >
              {reason}
            </button>
          ) : (
            <>
              <span className="sr-only">{t("activity.why")} </span>
              {reason}
            </>
          )}
        </span>
      )}
    </SystemLine>
  );
}
