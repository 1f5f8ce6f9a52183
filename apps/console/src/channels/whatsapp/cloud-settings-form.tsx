import type { InboxView } from "@circuito/protocol";
import { Switch } from "@circuito/ui";
import { type FormEvent, useState } from "react";
import { useT } from "../../i18n/translate.ts";
import { useUnsavedForm } from "../../settings/use-unsaved-form.ts";
import { FormFoot } from "../inbox-page/form-foot.tsx";
import { InboxNameField } from "../inbox-page/inbox-name-field.tsx";
import { useSaveSettings } from "../inbox-page/use-save-settings.ts";
import { CloudFields } from "./cloud-fields.tsx";
import { rememberVerifyToken } from "./verify-tokens.ts";
import {
  type CloudForm,
  cloudFormOf,
  cloudSettingsOf,
  mistakesInCloud,
} from "./whatsapp-settings.ts";

/** Later changes. Secrets are never shown: what is left empty stays. */
export function CloudSettingsForm({ inbox }: { readonly inbox: InboxView }) {
  const t = useT();
  const [name, setName] = useState(inbox.name);
  const [isEnabled, setEnabled] = useState(inbox.enabled);
  const [form, setForm] = useState<CloudForm>(() => cloudFormOf(inbox.settings));
  const [isChecked, setChecked] = useState(false);
  const { save, isSaving, problem, refused } = useSaveSettings(inbox);
  const mistakes = isChecked ? { ...refused, ...mistakesInCloud(form, inbox.settings) } : refused;

  const held = { name, isEnabled, form };
  const keep = useUnsavedForm(held, async () => {
    setChecked(true);
    const isWrong = Object.keys(mistakesInCloud(form, inbox.settings)).length > 0;
    if (name.trim() === "" || isWrong || isSaving) return undefined;
    const token = form.verifyToken.trim();
    if (!(await save(name, isEnabled, cloudSettingsOf(form)))) return undefined;
    if (token !== "") rememberVerifyToken(inbox.id, { token, made: "again" });
    const kept = { ...form, accessToken: "", appSecret: "", verifyToken: "" };
    setForm(kept);
    return { ...held, form: kept };
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
      <CloudFields
        form={form}
        mistakes={mistakes}
        isKept
        onChange={(part) => setForm((held) => ({ ...held, ...part }))}
      />
      <FormFoot label={t("whatsapp.save")} isSaving={isSaving} problem={problem} />
    </form>
  );
}
