import type { QueueSettings } from "@circuito/protocol";
import { Avatar, ComboBox, IconButton, NumberField } from "@circuito/ui";
import { X } from "lucide-react";
import { useT } from "../i18n/translate.ts";
import { useAgents } from "../workspace/queries.ts";

type Member = QueueSettings["members"][number];

interface MemberListProps {
  readonly members: readonly Member[];
  /** Under the strategy that goes by them. */
  readonly hasWeights: boolean;
  readonly onChange: (members: readonly Member[]) => void;
}

/** Who serves a queue; somebody is added by typing their name. */
export function MemberList({ members, hasWeights, onChange }: MemberListProps) {
  const t = useT();
  const { agents } = useAgents();
  const others = agents
    .filter(({ id }) => !members.some(({ agentId }) => agentId === id))
    .map(({ id, name, email }) => ({ id, label: name, description: email, keywords: [email] }));
  return (
    <>
      {members.length > 0 && (
        <ul className="flex flex-col divide-y divide-line-subtle rounded-pane border border-line">
          {members.map((member) => (
            <li key={member.agentId} className="flex items-center gap-3 px-3 py-1.5 text-13">
              <Avatar name={member.name} size="small" />
              <span className="min-w-0 grow wrap-anywhere">{member.name}</span>
              {hasWeights && (
                <NumberField
                  label={t("queues.weightOf", { name: member.name })}
                  isLabelHidden
                  value={member.weight}
                  minValue={0}
                  maxValue={100}
                  onChange={(weight) =>
                    onChange(
                      members.map((one) =>
                        one.agentId === member.agentId ? { ...one, weight: weight ?? 0 } : one,
                      ),
                    )
                  }
                  className="w-28"
                />
              )}
              <IconButton
                size="small"
                label={t("queues.removeMember", { name: member.name })}
                icon={<X />}
                onPress={() =>
                  onChange(members.filter(({ agentId }) => agentId !== member.agentId))
                }
              />
            </li>
          ))}
        </ul>
      )}
      <ComboBox
        // It begins anew after each that was added.
        key={members.length}
        label={t("queues.addMember")}
        options={others}
        value={null}
        onChange={(id) => {
          const chosen = agents.find((agent) => agent.id === id);
          if (chosen) onChange([...members, { agentId: chosen.id, name: chosen.name, weight: 1 }]);
        }}
        placeholder={t("queues.addMemberHint")}
        emptyText={t("queues.noSuchPerson")}
        className="max-w-sm"
      />
    </>
  );
}
