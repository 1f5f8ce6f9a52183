import type { ConversationView } from "@circuito/protocol";
import { putConversations } from "@circuito/realtime";
import { Button, Dialog, EmptyState, ErrorState, Skeleton } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { CheckCheck } from "lucide-react";
import { useState } from "react";
import { api } from "../api/client.ts";
import { previewText, turnName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { nameOf } from "../verbs/name-of.ts";
import { errorText } from "../verbs/problem-text.ts";
import { useQueue } from "../workspace/queries.ts";
import { showLayer, useUi } from "../workspace/ui-state.ts";
import { useCache, useMe, useWorkspace } from "../workspace/workspace-context.ts";

/** At the end of a shift: all that one holds, to be handed over one by one or at once. Nothing is closed. */
export function HandOverListDialog() {
  const t = useT();
  const isOpen = useUi((ui) => ui.layer?.kind === "hand-over-list");
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={() => showLayer(null)}
      title={t("shift.title")}
      description={t("shift.text")}
      closeLabel={t("action.close")}
      size="large"
    >
      {isOpen && <Held />}
    </Dialog>
  );
}

function Held() {
  const t = useT();
  const me = useMe();
  const { cache, queries, toasts } = useWorkspace();
  const known = useCache((all) => all.conversations);
  const [isBusy, setBusy] = useState(false);
  const query = useQuery({
    queryKey: ["conversations", "held-by", me.id],
    queryFn: async ({ signal }) => (await api.conversationsOf(me.id, signal)).items,
  });

  /** Each is asked for by itself: what somebody else took meanwhile is no reason to keep the others. */
  async function putBack(held: readonly ConversationView[]) {
    setBusy(true);
    const note = t("shift.note", { name: me.name });
    for (const { id, queueId, epoch } of held) {
      if (queueId === null) continue;
      try {
        const after = await api.transfer(id, { queueId }, { note }, epoch);
        cache.change((before) => putConversations(before, [after]));
      } catch (error) {
        toasts.add({ text: errorText(error), tone: "danger" });
      }
    }
    setBusy(false);
    await queries.invalidateQueries({ queryKey: ["conversations"] });
  }

  if (query.isPending) return <Skeleton className="mb-4 h-24 w-full" />;
  if (query.isError) {
    return (
      <ErrorState
        title={t("shift.failed")}
        retryLabel={t("action.retry")}
        onRetry={() => void query.refetch()}
        isRetrying={query.isFetching}
      />
    );
  }
  // What was handed over is gone from here before the list is fetched again.
  const held = query.data
    .map((listed) => known.get(listed.id) ?? listed)
    .filter(({ assignee }) => assignee?.id === me.id);
  if (held.length === 0) return <EmptyState icon={<CheckCheck />} title={t("shift.empty")} />;
  return (
    <div className="flex flex-col gap-2 pb-4">
      <ul className="flex flex-col gap-1.5">
        {held.map((conversation) => (
          <HeldRow
            key={conversation.id}
            conversation={conversation}
            isBusy={isBusy}
            onPutBack={() => void putBack([conversation])}
          />
        ))}
      </ul>
      <div className="flex justify-end">
        <Button isPending={isBusy} onPress={() => void putBack(held)}>
          {t("shift.putBackAll")}
        </Button>
      </div>
    </div>
  );
}

interface HeldRowProps {
  readonly conversation: ConversationView;
  readonly isBusy: boolean;
  readonly onPutBack: () => void;
}

function HeldRow({ conversation, isBusy, onPutBack }: HeldRowProps) {
  const t = useT();
  const queue = useQueue(conversation.queueId);
  const { id, title, preview, previewLengthMs } = conversation;
  return (
    <li className="flex flex-wrap items-center gap-2 rounded-pane border border-line-subtle px-3 py-2">
      <div className="min-w-48 grow basis-0">
        <p className="truncate font-medium">{nameOf(conversation)}</p>
        <p className="truncate text-12 text-fg-2">
          {[turnName(conversation), queue?.name, title ?? previewText(preview, previewLengthMs)]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </div>
      <div className="flex flex-none gap-2">
        <Button
          size="small"
          variant="ghost"
          onPress={() => showLayer({ kind: "transfer", conversationId: id })}
        >
          {t("verb.transfer")}…
        </Button>
        <Button size="small" isDisabled={isBusy} onPress={onPutBack}>
          {t("shift.putBack")}
        </Button>
      </div>
    </li>
  );
}
