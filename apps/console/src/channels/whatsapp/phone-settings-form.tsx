import type { InboxView } from "@circuito/protocol";
import { Switch, TextField } from "@circuito/ui";
import { type FormEvent, useState } from "react";
import { type MessageId, useT } from "../../i18n/translate.ts";
import { useUnsavedForm } from "../../settings/use-unsaved-form.ts";
import { FormFoot } from "../inbox-page/form-foot.tsx";
import { InboxNameField } from "../inbox-page/inbox-name-field.tsx";
import { mistakeText } from "../inbox-page/mistakes.ts";
import { useSaveSettings } from "../inbox-page/use-save-settings.ts";
import {
  mistakesInWeb,
  WEB_NUMBERS,
  type WebForm,
  type WebNumber,
  webFormOf,
  webSettingsOf,
} from "./whatsapp-settings.ts";

const NUMBERS: readonly {
  readonly name: WebNumber;
  readonly label: MessageId;
  readonly text: MessageId;
}[] = [
  {
    name: "sendsPerMinuteMax",
    label: "whatsapp.sendsPerMinute",
    text: "whatsapp.sendsPerMinuteText",
  },
  {
    name: "firstContactsPerDayMax",
    label: "whatsapp.firstContacts",
    text: "whatsapp.firstContactsText",
  },
  { name: "historyDays", label: "whatsapp.historyDays", text: "whatsapp.historyDaysText" },
  { name: "memoryMaxMb", label: "whatsapp.memory", text: "whatsapp.memoryText" },
];

/** Groups, limits, the hour of the restart: what keeps a phone's account quiet. */
export function PhoneSettingsForm({ inbox }: { readonly inbox: InboxView }) {
  const t = useT();
  const [name, setName] = useState(inbox.name);
  const [isEnabled, setEnabled] = useState(inbox.enabled);
  const [form, setForm] = useState<WebForm>(() => webFormOf(inbox.settings));
  const [isChecked, setChecked] = useState(false);
  const { save, isSaving, problem, refused } = useSaveSettings(inbox);
  const mistakes = isChecked ? { ...refused, ...mistakesInWeb(form) } : refused;
  const change = (part: Partial<WebForm>) => setForm((held) => ({ ...held, ...part }));

  const held = { name, isEnabled, form };
  const keep = useUnsavedForm(held, async () => {
    setChecked(true);
    const isWrong = Object.keys(mistakesInWeb(form)).length > 0;
    if (name.trim() === "" || isWrong || isSaving) return undefined;
    return (await save(name, isEnabled, webSettingsOf(form))) ? held : undefined;
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    void keep();
  }

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      <InboxNameField value={name} onChange={setName} isChecked={isChecked} />
      <Switch isSelected={isEnabled} description={t("whatsapp.enabledText")} onChange={setEnabled}>
        {t("whatsapp.enabled")}
      </Switch>
      <Switch
        isSelected={form.groups}
        description={t("whatsapp.groupsText")}
        onChange={(groups) => change({ groups })}
      >
        {t("whatsapp.groups")}
      </Switch>
      <Switch isSelected={form.marksRead} onChange={(marksRead) => change({ marksRead })}>
        {t("whatsapp.marksRead")}
      </Switch>
      <div className="grid gap-4 min-[640px]:grid-cols-2">
        {NUMBERS.map(({ name: field, label, text }) => (
          <TextField
            key={field}
            label={t(label)}
            description={t(text, WEB_NUMBERS[field])}
            inputMode="numeric"
            autoComplete="off"
            value={form[field]}
            error={mistakes[field] && t("whatsapp.wrongRangeOf", WEB_NUMBERS[field])}
            onChange={(value) => change({ [field]: value })}
          />
        ))}
        <TextField
          label={t("whatsapp.restartAt")}
          description={t("whatsapp.restartAtText")}
          inputMode="numeric"
          autoComplete="off"
          placeholder="04:00"
          value={form.restartAt}
          error={mistakeText(mistakes.restartAt, t)}
          onChange={(restartAt) => change({ restartAt })}
        />
      </div>
      <FormFoot label={t("whatsapp.save")} isSaving={isSaving} problem={problem} />
    </form>
  );
}
