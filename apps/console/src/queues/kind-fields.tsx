import type { QueueSettings } from "@circuito/protocol";
import { RadioGroup, SegmentedControl, TextField } from "@circuito/ui";
import { levelName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";

/** What a queue is for. */
export type Kind = Pick<QueueSettings, "role" | "level" | "area">;

interface KindFieldsProps {
  readonly kind: Kind;
  readonly onChange: (kind: Kind) => void;
}

const ROLES = ["solver", "director", "specialist", "supervisor"] as const;

/** The kind of a queue, with a sentence on each; specialists have a level and an area, too. */
export function KindFields({ kind, onChange }: KindFieldsProps) {
  const t = useT();
  return (
    <>
      <RadioGroup
        label={t("queues.kind")}
        options={ROLES.map((id) => ({
          id,
          label: t(`queues.role.${id}`),
          description: t(`queues.roleText.${id}`),
        }))}
        value={kind.role}
        onChange={(role) =>
          onChange(
            role === "specialist"
              ? { ...kind, role, level: kind.level === 1 ? 2 : kind.level }
              : { ...kind, role, level: 1, area: null },
          )
        }
      />
      {kind.role === "specialist" && (
        <div className="flex flex-wrap items-end gap-4">
          <SegmentedControl
            label={t("queues.level")}
            segments={[
              { id: "2", label: levelName(2) },
              { id: "3", label: levelName(3) },
            ]}
            value={String(kind.level)}
            onChange={(level) => onChange({ ...kind, level: level === "3" ? 3 : 2 })}
          />
          <TextField
            label={t("queues.area")}
            placeholder={t("queues.areaExample")}
            value={kind.area ?? ""}
            onChange={(area) => onChange({ ...kind, area: area === "" ? null : area })}
            maxLength={80}
            className="min-w-48 grow"
          />
        </div>
      )}
    </>
  );
}
