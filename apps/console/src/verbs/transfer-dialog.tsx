import type { ConversationView } from "@circuito/protocol";
import { DIRECTED_NOTICE_LENGTH_MAX } from "@circuito/protocol/writing-text";
import { Checkbox, Select, TextArea } from "@circuito/ui";
import { useState } from "react";
import { presenceName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { canTell, filledNotice, firstNameOf } from "../triage/notice-text.ts";
import { useAgents, useQueues } from "../workspace/queries.ts";
import type { Destination } from "../workspace/ui-state.ts";
import { useMe } from "../workspace/workspace-context.ts";
import { destinations } from "./availability.ts";
import { NoteField, QueueField } from "./hand-over-fields.tsx";
import { HandOverForm } from "./hand-over-form.tsx";
import { useVerbs } from "./use-verbs.ts";

const ANYONE = "anyone";

interface TransferDialogProps {
  readonly conversation: ConversationView;
  /** Said already, and to be changed here still. */
  readonly to?: Destination | undefined;
}

/**
 * Queue first, then a person of that queue if one is meant, and always a note. The customer is told only
 * what the writer sees here, and whoever lets go may go on following what they will still see.
 */
export function TransferDialog({ conversation, to: said }: TransferDialogProps) {
  const t = useT();
  const verbs = useVerbs();
  const me = useMe();
  const queues = destinations("transfer", conversation, useQueues().data ?? []);
  const { agents } = useAgents();
  const [queueId, setQueueId] = useState<string | null>(said?.queueId ?? null);
  const [agentId, setAgentId] = useState<string>(said?.agentId ?? ANYONE);
  const [note, setNote] = useState("");
  const [tells, setTells] = useState(false);
  const [written, setWritten] = useState<string | null>(null);
  const [follows, setFollows] = useState(conversation.followerIds.includes(me.id));
  const [isChecked, setChecked] = useState(false);
  const isSameQueue = queueId === conversation.queueId;
  const members = agents.filter(
    (agent) =>
      queueId !== null &&
      agent.queueIds.includes(queueId) &&
      agent.id !== conversation.assignee?.id,
  );
  const queue = queues.find(({ id }) => id === queueId);
  const isSeenThere = queueId !== null && (me.role !== "agent" || me.queueIds.includes(queueId));
  const tellable = canTell(conversation, Date.now());
  const notice =
    written ??
    (queue === undefined
      ? ""
      : filledNotice(t("transfer.noticeUsual"), {
          nome: firstNameOf(conversation),
          protocolo: conversation.protocol,
          area: queue.name,
          prazo: "",
        }));
  const isTold = tells && tellable;
  const saysNothing = isTold && notice.trim() === "";
  const needsPerson = isSameQueue && agentId === ANYONE && conversation.assignee === null;

  return (
    <HandOverForm
      title={t("transfer.title")}
      description={t("transfer.text")}
      submitLabel={t("verb.transfer")}
      onSubmit={async () => {
        setChecked(true);
        if (queueId === null || note.trim() === "" || needsPerson || saysNothing) return false;
        const to = agentId === ANYONE ? { queueId } : { queueId, agentId };
        await verbs.transfer(conversation, to, {
          note: note.trim(),
          ...(isTold && { notice: notice.trim() }),
          ...(follows && isSeenThere && { follows: true as const }),
        });
        return true;
      }}
    >
      <QueueField
        queues={queues}
        conversationId={conversation.id}
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
      <NoteField
        value={note}
        onChange={setNote}
        isChecked={isChecked}
        autoFocus={said !== undefined}
      />
      <div className="flex flex-col gap-1">
        <Checkbox
          isSelected={isTold}
          onChange={setTells}
          isDisabled={!tellable || queueId === null}
        >
          {t("transfer.tells")}
        </Checkbox>
        {!tellable && <p className="text-12 text-fg-2">{t("transfer.cannotTell")}</p>}
        {isTold && queueId !== null && (
          <TextArea
            label={t("transfer.notice")}
            isLabelHidden
            minRows={2}
            maxRows={6}
            maxLength={DIRECTED_NOTICE_LENGTH_MAX}
            value={notice}
            onChange={setWritten}
            error={isChecked && saysNothing ? t("form.required") : undefined}
          />
        )}
        {isSeenThere && (
          <Checkbox isSelected={follows} onChange={setFollows}>
            {t("transfer.follows")}
          </Checkbox>
        )}
      </div>
    </HandOverForm>
  );
}
