import { Button, EmptyState, SkeletonRows } from "@circuito/ui";
import { SearchX } from "lucide-react";
import { Suspense, useEffect } from "react";
import { ApiError } from "../api/request.ts";
import { learn, useT } from "../i18n/translate.ts";
import { part } from "../shell/part.ts";
import { QueryFailed } from "../verbs/query-failed.tsx";
import { useInboxPlace } from "../workspace/navigation.ts";
import { useConversationQuery } from "../workspace/queries.ts";
import { useConversation, useWorkspace } from "../workspace/workspace-context.ts";
import { useHeld } from "../writing/use-held.ts";
import { Composer, HeldReplies } from "../writing/writing-parts.ts";
import { ConversationHeader } from "./conversation-header.tsx";
import { Presence } from "./presence.tsx";
import { ThreadLog } from "./thread-log.tsx";

/** It asks the server first: it is here before the answer. */
const ElsewhereBanner = part(async () => ({
  default: (await Promise.all([import("../contact/elsewhere-banner.tsx"), learn("layers")]))[0]
    .ElsewhereBanner,
}));

/** Most conversations were handed over by nobody: the card is fetched with the context. */
const HandOverCard = part(async () => ({
  default: (await import("./hand-over-card.tsx")).HandOverCard,
}));

/** One conversation: head, hand-over card, thread, who is here, composer. */
export function ConversationPane({ conversationId }: { readonly conversationId: string }) {
  const t = useT();
  const query = useConversationQuery(conversationId);
  const conversation = useConversation(conversationId);
  const { keeper } = useWorkspace();
  const { close } = useInboxPlace();
  // Another device may have gone on writing here.
  useEffect(() => void keeper.compare(conversationId), [keeper, conversationId]);
  const pane = "flex min-h-0 min-w-0 flex-col bg-surface";
  if (conversation === undefined) {
    const isGone = query.error instanceof ApiError && query.error.status === 404;
    return (
      <section aria-label={t("thread.label")} className={pane}>
        {query.isPending && <SkeletonRows rows={5} label={t("thread.loading")} />}
        {isGone && (
          <EmptyState
            icon={<SearchX />}
            title={t("problem.notFound")}
            action={<Button onPress={close}>{t("nav.inbox")}</Button>}
          />
        )}
        {query.isError && !isGone && <QueryFailed query={query} />}
      </section>
    );
  }
  return (
    <section aria-label={t("thread.label")} className={pane}>
      <ConversationHeader conversation={conversation} />
      <Suspense>
        <ElsewhereBanner conversationId={conversationId} />
      </Suspense>
      {conversation.handOver !== null && (
        <Suspense>
          <HandOverCard conversation={conversation} />
        </Suspense>
      )}
      <ThreadLog conversation={conversation} />
      <Held conversationId={conversationId} />
      <Presence conversationId={conversationId} />
      {/* About as high as it will be: the thread above stays where it is. */}
      <Suspense fallback={<div className="h-40 flex-none" />}>
        <Composer conversation={conversation} />
      </Suspense>
    </section>
  );
}

/** What waits to be said here, once there is any. */
function Held({ conversationId }: { readonly conversationId: string }) {
  const held = useHeld(conversationId);
  if (held.length === 0) return null;
  return (
    <Suspense>
      <HeldReplies held={held} />
    </Suspense>
  );
}
