import { TagField } from "@circuito/ui";
import { categoryPath, useCategories } from "../../categories/use-categories.ts";
import { levelName } from "../../i18n/labels.ts";
import { useT } from "../../i18n/translate.ts";
import { useQueues } from "../../workspace/queries.ts";
import type { PartProps } from "./about-fields.tsx";

const LEVELS = ["1", "2", "3"] as const;

/** Where it is offered: with one of these, or everywhere. */
export function OfferedFields({ draft, onChange }: PartProps) {
  const t = useT();
  const categories = useCategories().data ?? [];
  const queues = useQueues().data ?? [];
  const texts = {
    emptyText: t("procedures.nothingFound"),
    removeLabel: (label: string) => t("procedures.remove", { label }),
  };
  return (
    <>
      <TagField
        {...texts}
        label={t("procedures.categories")}
        placeholder={t("procedures.addCategory")}
        options={categories.map((one) => ({ id: one.id, label: categoryPath(one, categories) }))}
        value={draft.categoryIds}
        onChange={(categoryIds) => onChange({ categoryIds: [...categoryIds] })}
      />
      <TagField
        {...texts}
        label={t("procedures.queues")}
        placeholder={t("procedures.addQueue")}
        options={queues.map(({ id, name }) => ({ id, label: name }))}
        value={draft.queueIds}
        onChange={(queueIds) => onChange({ queueIds: [...queueIds] })}
      />
      <TagField
        {...texts}
        label={t("procedures.levels")}
        placeholder={t("procedures.addLevel")}
        options={LEVELS.map((id) => ({ id, label: levelName(Number(id)) }))}
        value={LEVELS.filter((id) => draft.levels.includes(Number(id)))}
        onChange={(ids) => onChange({ levels: ids.map(Number) })}
      />
    </>
  );
}
