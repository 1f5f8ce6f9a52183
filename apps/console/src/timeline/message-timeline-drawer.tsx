import type { TimelineStep } from "@circuito/protocol";
import { Drawer, FactList, SkeletonRows, Timeline, type TimelineMark } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { useActivityWords } from "../conversation/use-activity-words.ts";
import { exactTime } from "../i18n/format.ts";
import { reasonText } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { conditionSentence } from "../routing/rule/rule-sentence.ts";
import { QueryFailed } from "../verbs/query-failed.tsx";
import { useConditionNames } from "./condition-names.ts";
import { identifyText, stepText, threadText } from "./step-words.ts";

interface MessageTimelineDrawerProps {
  readonly messageId: string;
  readonly onClose: () => void;
}

/** A message's whole way, from the ledger: when it came, why it is where it is, how it was sent. */
export function MessageTimelineDrawer({ messageId, onClose }: MessageTimelineDrawerProps) {
  const t = useT();
  const query = useQuery({
    queryKey: ["message-timeline", messageId],
    queryFn: () => api.getMessageTimeline(messageId),
    staleTime: 0,
    retry: false,
  });
  return (
    <Drawer
      isOpen
      onOpenChange={onClose}
      title={t("timeline.title")}
      closeLabel={t("action.close")}
    >
      {query.isPending && <SkeletonRows rows={5} label={t("timeline.loading")} />}
      {query.isError && <QueryFailed query={query} />}
      {query.data !== undefined && (
        <>
          <Steps steps={query.data.steps} />
          {query.data.ledgerId !== null && (
            <p className="mt-4 border-line-subtle border-t pt-3 text-12 text-fg-3 tabular-nums">
              {t("timeline.ledger", { id: query.data.ledgerId })}
            </p>
          )}
        </>
      )}
    </Drawer>
  );
}

function Steps({ steps }: { readonly steps: readonly TimelineStep[] }) {
  const activityWords = useActivityWords();
  return (
    <Timeline
      events={steps.map((step, place) => {
        const decided = step.kind === "decided" ? activityWords(step.activity) : undefined;
        return {
          id: `${place}`,
          mark: markOf(step),
          time: exactTime(step.at),
          dateTime: step.at,
          title: decided?.text ?? stepText(step),
          detail: decided?.reason ?? <Detail step={step} />,
        };
      })}
    />
  );
}

const BAD = new Set(["failed", "unknown"]);
const GOOD = new Set(["sent", "delivered", "read"]);

function markOf(step: TimelineStep): TimelineMark {
  if (step.kind !== "delivery") return step.kind === "next-attempt" ? "waiting" : "neutral";
  if (BAD.has(step.status)) return "danger";
  return GOOD.has(step.status) ? "ok" : step.status === "queued" ? "waiting" : "neutral";
}

function Detail({ step }: { readonly step: TimelineStep }) {
  switch (step.kind) {
    case "routed":
      return <Routed step={step} />;
    case "released":
      return step.because === null ? null : reasonText(step.because);
    case "delivery":
      return step.words === null ? null : `“${step.words}”`;
    default:
      return null;
  }
}

function Routed({ step }: { readonly step: Extract<TimelineStep, { kind: "routed" }> }) {
  const t = useT();
  const names = useConditionNames();
  const { ruleName, rulesVersion, route, attendant, condition } = step;
  const asked = condition === null ? "" : conditionSentence(condition, names, t);
  const rule =
    ruleName === null
      ? route === "no-rule-matched"
        ? t("timeline.noRule")
        : null
      : rulesVersion === null
        ? ruleName
        : t("timeline.ruleVersion", { rule: ruleName, version: rulesVersion });
  const facts = [
    { id: "who", term: t("timeline.who"), value: identifyText(step) },
    { id: "where", term: t("timeline.where"), value: threadText(step) },
    { id: "rule", term: t("timeline.rule"), value: rule },
    {
      id: "asked",
      term: t("timeline.asked"),
      value: condition === null ? null : asked === "" ? t("timeline.askedNothing") : asked,
    },
    {
      id: "attendant",
      term: t("timeline.attendant"),
      value: attendant === null ? null : t("timeline.attendantAsked"),
    },
  ];
  return <FactList facts={facts.filter(({ value }) => value !== null)} />;
}
