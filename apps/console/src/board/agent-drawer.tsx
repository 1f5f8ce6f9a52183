import type { AgentNowView, ConversationView } from "@circuito/protocol";
import { putConversations } from "@circuito/realtime";
import { Drawer, EmptyState, ErrorState, SkeletonRows } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Inbox } from "lucide-react";
import { api } from "../api/client.ts";
import { useT } from "../i18n/translate.ts";
import { errorText } from "../verbs/problem-text.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { agentStateText } from "./agent-state.ts";
import { BoardConversation } from "./board-conversation.tsx";
import { SetStateForm } from "./set-state-form.tsx";

interface AgentDrawerProps {
  readonly agent: AgentNowView;
  readonly onClose: () => void;
}

/** One agent: their state, which a supervisor may set, and what they have, which one may move. */
export function AgentDrawer({ agent, onClose }: AgentDrawerProps) {
  const t = useT();
  return (
    <Drawer
      isOpen
      onOpenChange={onClose}
      title={agent.name}
      description={agentStateText(agent)}
      closeLabel={t("action.close")}
    >
      <div className="flex flex-col gap-6 pb-5">
        <SetStateForm agent={agent} />
        <section aria-labelledby="agent-holds" className="flex flex-col gap-2">
          <h3 id="agent-holds" className="text-13 font-semibold">
            <Link
              to="/inbox"
              search={{ owner: agent.id }}
              className="ring-focus rounded-chip text-accent-text hover:underline"
            >
              {t("board.agent.holds", { load: agent.load, capacity: agent.capacity })}
            </Link>
          </h3>
          <Held agent={agent} />
        </section>
      </div>
    </Drawer>
  );
}

function Held({ agent }: { readonly agent: AgentNowView }) {
  const t = useT();
  const { cache } = useWorkspace();
  const query = useQuery({
    // What they hold changes with the board: another sum of it is another list.
    queryKey: ["held-by", agent.id, JSON.stringify(agent.held)],
    queryFn: async ({ signal }) => {
      const { items } = await api.conversationsOf(agent.id, signal);
      cache.change((held) => putConversations(held, items));
      return items;
    },
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
  if (query.data.length === 0) {
    return <EmptyState icon={<Inbox />} title={t("board.agent.holdsNothing")} />;
  }
  return (
    <ul className="flex flex-col gap-2">
      {query.data.map((conversation: ConversationView) => (
        <BoardConversation key={conversation.id} id={conversation.id} shown={conversation} />
      ))}
    </ul>
  );
}
