import type { ConversationView } from "@circuito/protocol";
import { Select } from "@circuito/ui";
import { useState } from "react";
import { presenceName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { useAgents, useQueues } from "../workspace/queries.ts";
import { destinations } from "./availability.ts";
import { NoteField, QueueField } from "./hand-over-fields.tsx";
import { HandOverForm } from "./hand-over-form.tsx";
import { useVerbs } from "./use-verbs.ts";

const ANYONE = "anyone";

/** Queue first, then a person of that queue if one is meant, and always a note. */
export function TransferDialog({ conversation }: { readonly conversation: ConversationView }) {
  const t = useT();
  const verbs = useVerbs();
  const queues = destinations("transfer", conversation, useQueues().data ?? []);
  const { agents } = useAgents();
  const [queueId, setQueueId] = useState<string | null>(null);
  const [agentId, setAgentId] = useState<string>(ANYONE);
  const [note, setNote] = useState("");
  const [isChecked, setChecked] = useState(false);
  const isSameQueue = queueId === conversation.queueId;
  const members = agents.filter(
    (agent) =>
      queueId !== null &&
      agent.queueIds.includes(queueId) &&
      agent.id !== conversation.assignee?.id,
  );
  const needsPerson = isSameQueue && agentId === ANYONE && conversation.assignee === null;

  return (
    <HandOverForm
      title={t("transfer.title")}
      description={t("transfer.text")}
      submitLabel={t("verb.transfer")}
      onSubmit={async () => {
        setChecked(true);
        if (queueId === null || note.trim() === "" || needsPerson) return false;
        const to = agentId === ANYONE ? { queueId } : { queueId, agentId };
        await verbs.transfer(conversation, to, note.trim());
        return true;
      }}
    >
      <QueueField
        queues={queues}
        value={queueId}
        onChange={(id) => {
          setQueueId(id);
          setAgentId(ANYONE);
        }}
        isChecked={isChecked}
      />
      <Select
        label={t("transfer.person")}
        placeholder={t("transfer.anyone")}
        description={t("transfer.personText")}
        options={[
          { id: ANYONE, label: t("transfer.anyone") },
          ...members.map((agent) => ({
            id: agent.id,
            label: agent.name,
            description: t("transfer.personState", {
              presence: presenceName(agent.reachable ? agent.wanted : "offline"),
              load: agent.load,
              capacity: agent.capacity,
            }),
          })),
        ]}
        value={agentId}
        onChange={setAgentId}
        isDisabled={queueId === null}
        error={isChecked && needsPerson ? t("transfer.needsPerson") : undefined}
      />
      <NoteField value={note} onChange={setNote} isChecked={isChecked} />
    </HandOverForm>
  );
}
