import type { ConversationView } from "@circuito/protocol";
import { Callout, ComboBox } from "@circuito/ui";
import { TriangleAlert } from "lucide-react";
import { useState } from "react";
import { supervisionApi } from "../api/supervision.ts";
import { useT } from "../i18n/translate.ts";
import { NoteField } from "../verbs/hand-over-fields.tsx";
import { nameOf } from "../verbs/name-of.ts";
import { useAgents } from "../workspace/queries.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { agentState, agentStateText, STATE_DOT } from "./agent-state.ts";
import { FormDialog } from "./form-dialog.tsx";

interface ReassignDialogProps {
  readonly conversation: ConversationView;
  readonly onClose: () => void;
}

/** To somebody of its queue, with why: who is there and has room stands first. */
export function ReassignDialog({ conversation, onClose }: ReassignDialogProps) {
  const t = useT();
  const { toasts } = useWorkspace();
  const { agents } = useAgents();
  const [agentId, setAgentId] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const [isChecked, setChecked] = useState(false);
  const { queueId, assignee } = conversation;
  const members = agents
    .filter((agent) => queueId !== null && agent.queueIds.includes(queueId))
    .filter((agent) => agent.id !== assignee?.id)
    .sort((a, b) => room(b) - room(a));
  const chosen = members.find(({ id }) => id === agentId);

  async function submit(): Promise<boolean> {
    setChecked(true);
    if (chosen === undefined || note.trim() === "" || queueId === null) return false;
    const to = { queueId, agentId: chosen.id };
    await supervisionApi.transfer(conversation.id, to, note.trim(), conversation.epoch);
    toasts.add({ text: t("board.reassigned", { name: chosen.name }), tone: "ok" });
    return true;
  }

  return (
    <FormDialog
      title={t("board.reassignTitle", { name: nameOf(conversation) })}
      description={
        assignee === null
          ? t("board.reassignFree")
          : t("board.reassignFrom", { name: assignee.name })
      }
      submitLabel={t("board.reassign")}
      onClose={onClose}
      onSubmit={submit}
    >
      <ComboBox
        label={t("board.reassignTo")}
        placeholder={t("board.reassignPlaceholder")}
        emptyText={t("board.reassignNobody")}
        options={members.map((agent) => ({
          id: agent.id,
          label: agent.name,
          description: t("board.agent.stateAndLoad", {
            state: agentStateText(agent),
            load: agent.load,
            capacity: agent.capacity,
          }),
        }))}
        value={agentId}
        onChange={setAgentId}
        isRequired
        error={isChecked && chosen === undefined ? t("form.required") : undefined}
      />
      {chosen !== undefined && room(chosen) <= 0 && (
        <Callout tone="warn" icon={<TriangleAlert />}>
          {t(agentState(chosen) === "available" ? "board.isFull" : "board.isNotThere", {
            name: chosen.name,
          })}
        </Callout>
      )}
      <NoteField
        description={t("board.reassignNote")}
        minRows={2}
        value={note}
        onChange={setNote}
        isChecked={isChecked}
      />
    </FormDialog>
  );
}

/** How much more they can take; nothing while they are not there. */
function room(agent: {
  readonly wanted: "available" | "busy" | "away" | "offline";
  readonly reachable: boolean;
  readonly load: number;
  readonly capacity: number;
}): number {
  return STATE_DOT[agentState(agent)] === "online" ? agent.capacity - agent.load : 0;
}
