import type { AgentView, ConversationView } from "@circuito/protocol";
import { Button, ComboBox } from "@circuito/ui";
import { useState } from "react";
import { presenceName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { useAgents } from "../workspace/queries.ts";
import { showLayer } from "../workspace/ui-state.ts";
import { useMe } from "../workspace/workspace-context.ts";

interface PassOnProps {
  readonly held: readonly ConversationView[];
  readonly isBusy: boolean;
  readonly isLeaving: boolean;
  readonly onPutBack: () => void;
  readonly onPass: (agentId: string, passed: readonly ConversationView[]) => void;
}

/** Of all at once: to a colleague who serves their queues, back to these, or left as it is. */
export function PassOn({ held, isBusy, isLeaving, onPutBack, onPass }: PassOnProps) {
  const t = useT();
  const me = useMe();
  const { agents } = useAgents();
  const [chosen, setChosen] = useState<string | null>(null);
  const able = agents.filter((agent) => agent.id !== me.id && servedBy(agent, held).length > 0);
  const colleague = able.find(({ id }) => id === chosen);
  const passed = colleague === undefined ? [] : servedBy(colleague, held);
  return (
    // In sight however long the list is.
    <div className="sticky bottom-0 flex flex-wrap items-end justify-end gap-2 bg-raised pt-1 pb-4">
      <div className="flex min-w-60 grow basis-0 items-end gap-2">
        <ComboBox
          label={t("leaving.passTo")}
          placeholder={t("leaving.passToPlaceholder")}
          emptyText={t("leaving.nobody")}
          className="min-w-0 grow"
          options={able.map((agent) => ({
            id: agent.id,
            label: agent.name,
            description: t("leaving.person", {
              presence: presenceName(agent.reachable ? agent.wanted : "offline"),
              load: agent.load,
              capacity: agent.capacity,
              count: servedBy(agent, held).length,
              of: held.length,
            }),
          }))}
          value={chosen}
          onChange={setChosen}
        />
        <Button
          isDisabled={isBusy || colleague === undefined}
          onPress={() => colleague && onPass(colleague.id, passed)}
        >
          {t("leaving.pass", { count: passed.length })}
        </Button>
      </div>
      <Button isPending={isBusy} onPress={onPutBack}>
        {t("shift.putBackAll")}
      </Button>
      {isLeaving && (
        <Button variant="primary" onPress={() => showLayer(null)}>
          {t("leaving.keep", { count: held.length })}
        </Button>
      )}
    </div>
  );
}

/** A colleague gets what their queues wait with, and nothing else. */
function servedBy(
  { queueIds }: AgentView,
  held: readonly ConversationView[],
): readonly ConversationView[] {
  return held.filter(({ queueId }) => queueId !== null && queueIds.includes(queueId));
}
