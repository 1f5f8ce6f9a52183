import {
  FORM_LOCALES,
  type FormLocale,
  formWords,
  type ProactiveVerdict,
  tryProactive,
} from "@circuito/protocol/proactive-text";
import { Chip, Select, Switch, TextField, type Tone } from "@circuito/ui";
import { useState } from "react";
import { useT } from "../../../i18n/translate.ts";
import { LANGUAGES } from "../../form/language-choice.tsx";
import { pathOf, proactiveRuleOf, type RuleDraft } from "./rule-draft.ts";

const toneOf = (verdict: ProactiveVerdict): Tone => (verdict === "shown" ? "ok" : "neutral");

/** Which invitation would be shown on a page, and why the others would not; decided as the page does it. */
export function InvitationTrial({ rules }: { readonly rules: readonly RuleDraft[] }) {
  const t = useT();
  const [typed, setTyped] = useState("/");
  const [locale, setLocale] = useState<FormLocale>("pt-BR");
  const [isReturning, setReturning] = useState(false);
  const [isOpen, setOpen] = useState(true);
  const path = pathOf(typed);
  const tried = path === undefined ? undefined : { path, locale, isReturning, isOpen };
  const trial = tried && tryProactive(rules.map(proactiveRuleOf), tried);
  const shown = trial?.shown;
  return (
    <section
      aria-label={t("invite.trial")}
      className="flex flex-col gap-3 rounded-pane border border-line p-3"
    >
      <div>
        <h3 className="text-13 font-semibold">{t("invite.trial")}</h3>
        <p className="text-12 text-fg-2">{t("invite.trialText")}</p>
      </div>
      <div className="grid grid-cols-1 items-start gap-3 min-[640px]:grid-cols-2">
        <TextField
          label={t("invite.trialPage")}
          inputMode="url"
          autoComplete="off"
          spellCheck="false"
          value={typed}
          onChange={setTyped}
          error={path === undefined ? t("invite.trialPageWrong") : undefined}
        />
        <Select<FormLocale>
          label={t("invite.trialLocale")}
          placeholder={t("invite.trialLocale")}
          value={locale}
          onChange={setLocale}
          options={FORM_LOCALES.map((id) => ({ id, label: t(LANGUAGES[id]) }))}
        />
        <Switch isSelected={isReturning} onChange={setReturning}>
          {t("invite.trialReturning")}
        </Switch>
        <Switch isSelected={isOpen} onChange={setOpen}>
          {t("invite.trialOpen")}
        </Switch>
      </div>
      {trial !== undefined && (
        <>
          <p role="status" className="text-13 font-medium">
            {shown === undefined
              ? t("invite.trialNone")
              : t("invite.trialShown", {
                  name: shown.name || t("invite.unnamed"),
                  seconds: shown.afterSeconds,
                  text: formWords(shown.text, locale) ?? "",
                })}
          </p>
          <ol className="flex flex-col gap-1">
            {rules.map(({ id, name }, at) => {
              const verdict = trial.verdicts[at] ?? "off";
              return (
                <li key={id} className="flex min-w-0 items-center gap-2 text-13">
                  <span className="min-w-0 grow truncate">
                    {name.trim() || t("invite.unnamed")}
                  </span>
                  <Chip tone={toneOf(verdict)}>{t(`invite.verdict.${verdict}`)}</Chip>
                </li>
              );
            })}
          </ol>
        </>
      )}
    </section>
  );
}
