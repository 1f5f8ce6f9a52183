import type { ClosingRulesView } from "@circuito/protocol";
import { RadioGroup, Switch } from "@circuito/ui";
import { useT } from "../i18n/translate.ts";
import { Section } from "../settings/section.tsx";

const RESOLUTION_NEEDS = ["none", "optional", "required"] as const;

interface ClosingSectionProps {
  readonly rules: ClosingRulesView;
  readonly onChange: (rules: ClosingRulesView) => void;
}

/** Encerramento: what a queue wants to know before its conversations end. */
export function ClosingSection({ rules, onChange }: ClosingSectionProps) {
  const t = useT();
  return (
    <Section title={t("queues.closing")} text={t("queues.closingText")}>
      <Switch
        isSelected={rules.needsCategory}
        onChange={(needsCategory) => onChange({ ...rules, needsCategory })}
      >
        {t("queues.closingNeedsCategory")}
      </Switch>
      <RadioGroup
        label={t("queues.closingResolution")}
        options={RESOLUTION_NEEDS.map((id) => ({ id, label: t(`queues.closingResolution.${id}`) }))}
        value={rules.resolution}
        onChange={(resolution) => onChange({ ...rules, resolution })}
      />
      <Switch
        isSelected={rules.surveyMayBeLeftOut}
        onChange={(surveyMayBeLeftOut) => onChange({ ...rules, surveyMayBeLeftOut })}
      >
        {t("queues.closingSurvey")}
      </Switch>
    </Section>
  );
}
