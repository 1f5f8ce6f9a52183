import type { ChosenReason } from "@circuito/protocol";
import { Checkbox, TagField } from "@circuito/ui";
import { useT } from "../i18n/translate.ts";
import {
  ownBreak,
  reasonName,
  USUAL_BREAKS,
  type UsualBreak,
} from "../presence/presence-labels.ts";
import { Section } from "../settings/section.tsx";

/** The protocol's limits for the name of a break, and for how many there are. */
const NAME_LENGTH_MAX = 40;
const BREAKS_MAX = 20;

interface BreaksSectionProps {
  readonly breaks: readonly ChosenReason[];
  readonly onChange: (breaks: readonly ChosenReason[]) => void;
}

/** What people may say of a break: of ours which, and an admin's own. */
export function BreaksSection({ breaks, onChange }: BreaksSectionProps) {
  const t = useT();
  const usual: readonly ChosenReason[] = USUAL_BREAKS;
  const own = breaks.filter((reason) => !usual.includes(reason));

  function offer(reason: UsualBreak, isOffered: boolean): void {
    const kept = USUAL_BREAKS.filter((one) => (one === reason ? isOffered : breaks.includes(one)));
    onChange([...kept, ...own]);
  }

  return (
    <Section title={t("presence.breaks")} text={t("presence.breaksText")}>
      <fieldset className="flex min-w-0 flex-wrap gap-x-5 gap-y-2">
        <legend className="mb-2 text-13 font-medium">{t("presence.breaksUsual")}</legend>
        {USUAL_BREAKS.map((reason) => (
          <Checkbox
            key={reason}
            isSelected={breaks.includes(reason)}
            onChange={(isOffered) => offer(reason, isOffered)}
          >
            {reasonName(reason)}
          </Checkbox>
        ))}
      </fieldset>
      <TagField<string>
        label={t("presence.breaksOwn")}
        description={t("presence.breaksOwnText")}
        placeholder={t("presence.breaksOwnPlaceholder")}
        emptyText={t("presence.breaksOwnPlaceholder")}
        removeLabel={(name) => t("presence.breaksRemove", { name })}
        options={[]}
        value={own.map(reasonName)}
        onChange={(names) =>
          onChange(
            [
              ...breaks.filter((reason) => usual.includes(reason)),
              ...names.map((name) => ownBreak(name.trim().slice(0, NAME_LENGTH_MAX))),
            ].slice(0, BREAKS_MAX),
          )
        }
        create={{
          label: (typed) => t("presence.breaksAdd", { name: typed }),
          idOf: (typed) => typed,
        }}
      />
    </Section>
  );
}
