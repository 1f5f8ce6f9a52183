import type { ConversationView } from "@circuito/protocol";
import { ComboBox } from "@circuito/ui";
import { useState } from "react";
import { presenceName } from "../../i18n/labels.ts";
import { useT } from "../../i18n/translate.ts";
import { useAgents } from "../../workspace/queries.ts";
import { NoteField } from "../hand-over-fields.tsx";
import { HandOverForm } from "../hand-over-form.tsx";
import { useManyVerbs } from "./use-many-verbs.ts";

/** To somebody who serves the queues they are in, with a word of why. */
export function AssignDialog({
  conversations,
}: {
  readonly conversations: readonly ConversationView[];
}) {
  const t = useT();
  const verbs = useManyVerbs();
  const { agents } = useAgents();
  const [agentId, setAgentId] = useState<string | null>(null);
  const [note, setNote] = useState(t("assign.note"));
  const [isChecked, setChecked] = useState(false);
  const queueIds = new Set(conversations.flatMap(({ queueId }) => queueId ?? []));
  const able = agents.filter(({ queueIds: served }) =>
    [...queueIds].every((id) => served.includes(id)),
  );
  return (
    <HandOverForm
      title={t("assign.title", { count: conversations.length })}
      description={t("assign.text")}
      submitLabel={t("verb.assign")}
      onSubmit={async () => {
        setChecked(true);
        if (agentId === null || note.trim() === "") return false;
        void verbs.assign(conversations, agentId, note.trim());
        return true;
      }}
    >
      <ComboBox
        label={t("assign.person")}
        placeholder={t("assign.personPlaceholder")}
        emptyText={t("assign.nobody")}
        options={able.map(({ id, name, reachable, wanted, load, capacity }) => ({
          id,
          label: name,
          description: t("transfer.personState", {
            presence: presenceName(reachable ? wanted : "offline"),
            load,
            capacity,
          }),
        }))}
        value={agentId}
        onChange={setAgentId}
        isRequired
        error={isChecked && agentId === null ? t("form.required") : undefined}
      />
      <NoteField minRows={2} value={note} onChange={setNote} isChecked={isChecked} />
    </HandOverForm>
  );
}
