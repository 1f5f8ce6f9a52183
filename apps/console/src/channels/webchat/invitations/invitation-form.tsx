import {
  AFTER_SECONDS_MAX,
  FORM_LOCALES,
  type FormLocale,
  INVITATION_ATTRIBUTE,
  INVITATION_LENGTH_MAX,
  PROACTIVE_HOURS,
  PROACTIVE_NAME_LENGTH_MAX,
  PROACTIVE_VISITORS,
  type ProactiveRule,
  REST_DAYS_MAX,
} from "@circuito/protocol/proactive-text";
import { Button, Checkbox, NumberField, Select, Switch, TextArea, TextField } from "@circuito/ui";
import { Copy, Trash2 } from "lucide-react";
import { useT } from "../../../i18n/translate.ts";
import { useCopy } from "../../../workspace/use-copy.ts";
import { FieldBox } from "../../form/field-parts.tsx";
import { LANGUAGES, LanguageChoice } from "../../form/language-choice.tsx";
import { type Mistakes, mistakeText } from "../../inbox-page/mistakes.ts";
import type { RuleDraft } from "./rule-draft.ts";

interface InvitationFormProps {
  readonly rule: RuleDraft;
  readonly mistakes: Mistakes<RuleDraft>;
  readonly locale: FormLocale;
  readonly onLocale: (locale: FormLocale) => void;
  readonly onChange: (part: Partial<RuleDraft>) => void;
  readonly onRemove: () => void;
}

/** One rule: what is said, and to whom, where and when. */
export function InvitationForm(props: InvitationFormProps) {
  const t = useT();
  const { rule, mistakes, locale, onLocale, onChange, onRemove } = props;
  const { id, text, locales } = rule;
  return (
    <FieldBox name={rule.name.trim() || t("invite.unnamed")}>
      <TextField
        label={t("invite.name")}
        description={t("invite.nameText")}
        autoComplete="off"
        maxLength={PROACTIVE_NAME_LENGTH_MAX}
        value={rule.name}
        onChange={(name) => onChange({ name })}
        error={mistakeText(mistakes.name, t)}
      />
      <LanguageChoice locale={locale} onLocale={onLocale} />
      <TextArea
        label={t("invite.words")}
        description={t("invite.wordsText")}
        minRows={2}
        maxLength={INVITATION_LENGTH_MAX}
        value={text[locale]}
        onChange={(words) => onChange({ text: { ...text, [locale]: words } })}
        error={mistakeText(mistakes.text, t)}
      />
      <TextArea
        label={t("invite.pages")}
        description={t("invite.pagesText")}
        placeholder="/precos*"
        autoComplete="off"
        spellCheck="false"
        minRows={1}
        value={rule.pages}
        onChange={(pages) => onChange({ pages })}
        error={
          mistakes.pages === "format" ? t("invite.pagesWrong") : mistakeText(mistakes.pages, t)
        }
      />
      <div className="grid grid-cols-1 items-start gap-3 min-[640px]:grid-cols-2">
        <NumberField
          label={t("invite.after")}
          unit={t("invite.seconds")}
          minValue={0}
          maxValue={AFTER_SECONDS_MAX}
          value={rule.afterSeconds}
          onChange={(afterSeconds) => onChange({ afterSeconds })}
          error={mistakeText(mistakes.afterSeconds, t)}
        />
        <NumberField
          label={t("invite.rest")}
          description={t("invite.restText")}
          unit={t("invite.days")}
          minValue={0}
          maxValue={REST_DAYS_MAX}
          value={rule.restDays}
          onChange={(restDays) => onChange({ restDays })}
          error={mistakeText(mistakes.restDays, t)}
        />
        <Select<ProactiveRule["visitors"]>
          label={t("invite.visitors")}
          placeholder={t("invite.visitors")}
          value={rule.visitors}
          onChange={(visitors) => onChange({ visitors })}
          options={PROACTIVE_VISITORS.map((one) => ({
            id: one,
            label: t(`invite.visitors.${one}`),
          }))}
        />
        <Select<ProactiveRule["hours"]>
          label={t("invite.hours")}
          placeholder={t("invite.hours")}
          value={rule.hours}
          onChange={(hours) => onChange({ hours })}
          options={PROACTIVE_HOURS.map((one) => ({ id: one, label: t(`invite.hours.${one}`) }))}
        />
      </div>
      <fieldset className="flex min-w-0 flex-wrap gap-x-4">
        <legend className="text-13 font-medium">{t("invite.locales")}</legend>
        {FORM_LOCALES.map((one) => (
          <Checkbox
            key={one}
            isSelected={locales.includes(one)}
            onChange={(isOn) =>
              onChange({
                locales: FORM_LOCALES.filter((tag) => (tag === one ? isOn : locales.includes(tag))),
              })
            }
          >
            {t(LANGUAGES[one])}
          </Checkbox>
        ))}
        <p className="w-full text-12 text-fg-2">{t("invite.localesText")}</p>
      </fieldset>
      <Attribute id={id} />
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Switch isSelected={rule.enabled} onChange={(enabled) => onChange({ enabled })}>
          {t("invite.enabled")}
        </Switch>
        <Button size="small" variant="ghost" icon={<Trash2 />} onPress={onRemove}>
          {t("invite.remove")}
        </Button>
      </div>
    </FieldBox>
  );
}

/** By what a routing rule knows who came by it: for the clipboard, nobody reads it. */
function Attribute({ id }: Pick<RuleDraft, "id">) {
  const t = useT();
  const copy = useCopy();
  return (
    <div className="flex items-center justify-between gap-3">
      <p className="text-12 text-fg-2">{t("invite.attribute", { name: INVITATION_ATTRIBUTE })}</p>
      <Button size="small" icon={<Copy />} onPress={() => void copy(id)}>
        {t("invite.copyValue")}
      </Button>
    </div>
  );
}
