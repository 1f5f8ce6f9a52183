import { Dialog, EmptyState, ErrorState, Skeleton } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { CheckCheck } from "lucide-react";
import { useT } from "../i18n/translate.ts";
import { showLayer, useUi } from "../workspace/ui-state.ts";
import { useCache, useMe } from "../workspace/workspace-context.ts";
import { heldQuery } from "./held.ts";
import { HeldRow } from "./held-row.tsx";
import { LeavingHead } from "./leaving-head.tsx";
import { PassOn } from "./pass-on.tsx";
import { presenceText } from "./presence-labels.ts";
import { useHandOverHeld } from "./use-hand-over-held.ts";

/**
 * All that one holds, to be handed over one by one or at once: at the end of a shift, and as one leaves
 * for a break. Nothing is closed.
 */
export function HandOverListDialog() {
  const t = useT();
  const me = useMe();
  const layer = useUi((ui) => ui.layer);
  const isOpen = layer?.kind === "hand-over-list";
  const isLeaving = isOpen && layer.isLeaving === true;
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={() => showLayer(null)}
      title={isLeaving ? t("leaving.title", { presence: presenceText(me) }) : t("shift.title")}
      description={isLeaving ? t("leaving.text") : t("shift.text")}
      closeLabel={t("action.close")}
      size="large"
    >
      {isOpen && <Held isLeaving={isLeaving} />}
    </Dialog>
  );
}

function Held({ isLeaving }: { readonly isLeaving: boolean }) {
  const t = useT();
  const me = useMe();
  const known = useCache((all) => all.conversations);
  const { isBusy, putBack, passTo } = useHandOverHeld(isLeaving);
  const query = useQuery(heldQuery(me.id));

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
    <div className="flex flex-col gap-3">
      {isLeaving && <LeavingHead held={held} />}
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
      <PassOn
        held={held}
        isBusy={isBusy}
        isLeaving={isLeaving}
        onPutBack={() => void putBack(held)}
        onPass={(agentId, passed) => void passTo(agentId, passed)}
      />
    </div>
  );
}
