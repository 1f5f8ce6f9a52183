import { putConversations } from "@circuito/realtime";
import { EmptyState, ErrorState, SkeletonRows } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { supervisionApi } from "../api/supervision.ts";
import { useT } from "../i18n/translate.ts";
import { promise } from "../promises/promise.ts";
import { errorText } from "../verbs/problem-text.ts";
import { useNow } from "../workspace/use-now.ts";
import { useCache, useWorkspace } from "../workspace/workspace-context.ts";
import { BoardConversation } from "./board-conversation.tsx";

/** Promises come nearer without anything happening: asked for again this often. */
const LOOK_EVERY_MS = 15_000;

interface AtRiskProps {
  readonly queueId: string | undefined;
  /** Changes with what is at risk: then the list is another. */
  readonly signature: string;
}

/** What breaks next, over all queues: broken ones first, each to be given to somebody here. */
export function AtRisk({ queueId, signature }: AtRiskProps) {
  const t = useT();
  const now = useNow();
  const { cache } = useWorkspace();
  const known = useCache((held) => held.conversations);
  const query = useQuery({
    queryKey: ["next-breaches", queueId, signature],
    queryFn: async ({ signal }) => {
      const { items } = await supervisionApi.nextBreaches(queueId, signal);
      cache.change((held) => putConversations(held, items));
      return items;
    },
    refetchInterval: LOOK_EVERY_MS,
    placeholderData: (before) => before,
  });
  if (query.isPending) return <SkeletonRows rows={3} label={t("board.loading")} />;
  if (query.isError) {
    return (
      <ErrorState
        title={errorText(query.error)}
        retryLabel={t("action.retry")}
        onRetry={() => void query.refetch()}
      />
    );
  }
  const pressing = query.data.filter((shown) => {
    const state = promise(known.get(shown.id) ?? shown, now)?.state;
    return state === "breached" || state === "at-risk";
  });
  if (pressing.length === 0) {
    return (
      <div className="rounded-pane border border-line bg-surface">
        <EmptyState icon={<ShieldCheck />} title={t("board.nothingAtRisk")}>
          {t("board.nothingAtRiskText")}
        </EmptyState>
      </div>
    );
  }
  return (
    <ul aria-label={t("board.atRisk")} className="flex flex-col gap-2">
      {pressing.map((conversation) => (
        <BoardConversation
          key={conversation.id}
          id={conversation.id}
          shown={conversation}
          hasOwner
        />
      ))}
    </ul>
  );
}
