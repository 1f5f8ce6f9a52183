import { EmptyState } from "@circuito/ui";
import { MessagesSquare } from "lucide-react";
import { Suspense, useEffect } from "react";
import { api } from "../api/client.ts";
import { ContextPane } from "../conversation/context-pane.tsx";
import { ConversationPane } from "../conversation/conversation-pane.tsx";
import { useT } from "../i18n/translate.ts";
import { SoundOffer } from "../notifications/sound-offer.tsx";
import { SetupOffer } from "../setup/setup-offer.tsx";
import { part } from "../shell/part.ts";
import { useHasContextColumn, useIsStacked } from "../shell/use-media.ts";
import { nameOf } from "../verbs/name-of.ts";
import { useInboxPlace } from "../workspace/navigation.ts";
import { usePreferences } from "../workspace/preferences.ts";
import { useUi } from "../workspace/ui-state.ts";
import { useCache, useWorkspace } from "../workspace/workspace-context.ts";
import { ListPane } from "./list-pane.tsx";
import { useToDoCount } from "./use-to-do-count.ts";

const ContextDrawer = part(async () => ({
  default: (await import("../conversation/context-drawer.tsx")).ContextDrawer,
}));

/** List, conversation, context: side by side as the width allows, one at a time on a phone. */
export function InboxScreen() {
  const t = useT();
  const { conversationId, isPeeking } = useInboxPlace();
  const { socket } = useWorkspace();
  const isStacked = useIsStacked();
  const hasContextColumn = useHasContextColumn();
  const isContextOpen = usePreferences((chosen) => chosen.isContextOpen);
  const context = useUi((ui) => ui.context);
  const hasContext = hasContextColumn && isContextOpen && conversationId !== undefined;

  useEffect(() => {
    socket.viewing(conversationId ?? null);
    return () => socket.viewing(null);
  }, [socket, conversationId]);
  useEffect(() => {
    // What cannot be told now is told with the next look: nobody is kept from reading by it.
    if (isPeeking && conversationId !== undefined) void api.peek(conversationId).catch(() => {});
  }, [isPeeking, conversationId]);
  useTitle(conversationId);

  return (
    <div className="panes" data-context={hasContext && context}>
      {(!isStacked || conversationId === undefined) && <ListPane />}
      {conversationId !== undefined && (
        // Each conversation has its own scroll, focus and half-open menus.
        <ConversationPane key={conversationId} conversationId={conversationId} />
      )}
      {conversationId === undefined && !isStacked && (
        <section aria-label={t("thread.label")} className="flex overflow-y-auto bg-surface">
          <SetupOffer>
            <EmptyState icon={<MessagesSquare />} title={t("thread.none")}>
              {t("thread.noneText")}
            </EmptyState>
            <SoundOffer />
          </SetupOffer>
        </section>
      )}
      {hasContext && (
        <ContextPane key={`context-${conversationId}`} conversationId={conversationId} />
      )}
      {!hasContextColumn && conversationId !== undefined && (
        <Suspense>
          <ContextDrawer conversationId={conversationId} />
        </Suspense>
      )}
    </div>
  );
}

/** `(8) Marina Costa · Circuito` */
function useTitle(conversationId: string | undefined): void {
  const t = useT();
  const toDo = useToDoCount();
  const conversation = useCache((cache) => cache.conversations.get(conversationId ?? ""));
  const place = conversation === undefined ? t("nav.inbox") : nameOf(conversation);
  useEffect(() => {
    document.title = `${toDo > 0 ? `(${toDo}) ` : ""}${place} · Circuito`;
  }, [toDo, place]);
}
