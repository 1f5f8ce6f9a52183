import { Button, EmptyState, ErrorState, Skeleton } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { Inbox, Route } from "lucide-react";
import { useEffect } from "react";
import { triageApi } from "../api/triage.ts";
import { startOfDay } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";
import { errorText, technicalText } from "../verbs/problem-text.ts";
import { useQueues } from "../workspace/queries.ts";
import { useNow } from "../workspace/use-now.ts";
import { useConversation, useMe } from "../workspace/workspace-context.ts";
import { TeamPulse } from "./team-pulse.tsx";
import { TriageBar } from "./triage-bar.tsx";
import { TriageDesk } from "./triage-desk.tsx";
import { useTriageItem } from "./use-triage-item.ts";

/** How the day goes is looked at again this often. */
const STATUS_EVERY_MS = 30_000;

/** Direcionamento: one item at a time, nobody else's meanwhile. */
export function TriageScreen() {
  const t = useT();
  const me = useMe();
  const now = useNow();
  const since = new Date(startOfDay(now)).toISOString();
  const status = useQuery({
    queryKey: ["triage-status", since],
    queryFn: () => triageApi.status(since),
    refetchInterval: STATUS_EVERY_MS,
    placeholderData: (before) => before,
  });
  const queues = useQueues().data ?? [];
  const mine = queues.filter(({ id, role }) => role === "director" && me.queueIds.includes(id));
  const waiting = mine.reduce((sum, queue) => sum + queue.waiting, 0);
  const { item, isLost, next, take } = useTriageItem(waiting);
  const { refetch } = status;
  const goOn = () => {
    void refetch();
    return next();
  };
  const conversation = useConversation(item.kind === "item" ? item.id : "");
  useEffect(() => {
    document.title = `${t("triage.title")} · Circuito`;
  }, [t]);

  return (
    <div className="flex h-full min-h-0 flex-col bg-surface">
      <TriageBar status={status.data} />
      {item.kind === "asking" && <DeskSkeleton label={t("triage.loading")} />}
      {item.kind === "failed" && (
        <ErrorState
          title={errorText(item.error)}
          retryLabel={t("action.retry")}
          onRetry={() => void next()}
          technical={{ label: t("problem.technical"), text: technicalText(item.error) }}
        />
      )}
      {item.kind === "none" && (
        <div className="flex min-h-0 grow flex-col overflow-y-auto">
          <div className="my-auto flex flex-col gap-4">
            {status.data?.queues.length === 0 ? (
              <EmptyState icon={<Route />} title={t("triage.noQueue")}>
                {t("triage.noQueueText")}
              </EmptyState>
            ) : (
              <EmptyState
                icon={<Inbox />}
                title={t("triage.empty")}
                action={<Button onPress={() => void goOn()}>{t("triage.lookAgain")}</Button>}
              >
                {t("triage.emptyText")}
              </EmptyState>
            )}
            <TeamPulse status={status.data} />
          </div>
        </div>
      )}
      {item.kind === "item" && conversation !== undefined && (
        <TriageDesk
          key={conversation.id}
          conversation={conversation}
          isLost={isLost}
          onNext={goOn}
          onTaken={(id) => {
            void refetch();
            return take(id);
          }}
        />
      )}
    </div>
  );
}

function DeskSkeleton({ label }: { readonly label: string }) {
  return (
    <div role="status" aria-label={label} className="flex grow flex-col gap-4 p-6">
      <Skeleton className="h-6 w-64" />
      <Skeleton className="h-24 w-full max-w-xl" />
      <Skeleton className="h-16 w-full max-w-md" />
    </div>
  );
}
