import type { PersonView } from "@circuito/protocol";
import { ComboBox, IconButton, NumberField } from "@circuito/ui";
import { X } from "lucide-react";
import { queueRole } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { useQueues } from "../workspace/queries.ts";

type Membership = PersonView["memberships"][number];

interface MembershipListProps {
  readonly memberships: readonly Membership[];
  readonly onChange: (memberships: readonly Membership[]) => void;
}

/** The queues somebody serves, each with their share of it. */
export function MembershipList({ memberships, onChange }: MembershipListProps) {
  const t = useT();
  const queues = useQueues().data ?? [];
  const nameOf = (id: string) => queues.find((queue) => queue.id === id)?.name ?? "…";
  const others = queues
    .filter(({ id }) => !memberships.some(({ queueId }) => queueId === id))
    .map((queue) => ({ id: queue.id, label: queue.name, description: queueRole(queue) }));
  return (
    <>
      {memberships.length > 0 && (
        <ul className="flex flex-col divide-y divide-line-subtle rounded-pane border border-line">
          {memberships.map(({ queueId, weight }) => (
            <li key={queueId} className="flex items-center gap-3 px-3 py-1.5 text-13">
              <span className="min-w-0 grow wrap-anywhere">{nameOf(queueId)}</span>
              <NumberField
                label={t("people.weightIn", { queue: nameOf(queueId) })}
                isLabelHidden
                value={weight}
                minValue={0}
                maxValue={100}
                unit={t("people.weight")}
                onChange={(next) =>
                  onChange(
                    memberships.map((one) =>
                      one.queueId === queueId ? { ...one, weight: next ?? 0 } : one,
                    ),
                  )
                }
                className="w-40"
              />
              <IconButton
                size="small"
                label={t("people.removeQueue", { name: nameOf(queueId) })}
                icon={<X />}
                onPress={() => onChange(memberships.filter((one) => one.queueId !== queueId))}
              />
            </li>
          ))}
        </ul>
      )}
      <ComboBox
        // It begins anew after each that was added.
        key={memberships.length}
        label={t("people.addQueue")}
        options={others}
        value={null}
        onChange={(id) => id !== null && onChange([...memberships, { queueId: id, weight: 1 }])}
        placeholder={t("people.chooseQueues")}
        emptyText={t("people.noSuchQueue")}
        className="max-w-sm"
      />
    </>
  );
}
