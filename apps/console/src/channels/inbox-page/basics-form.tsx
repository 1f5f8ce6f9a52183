import type { InboxView } from "@circuito/protocol";
import { Switch } from "@circuito/ui";
import { type FormEvent, useState } from "react";
import { useT } from "../../i18n/translate.ts";
import { useUnsavedForm } from "../../settings/use-unsaved-form.ts";
import { FormFoot } from "./form-foot.tsx";
import { InboxNameField } from "./inbox-name-field.tsx";
import { useSaveSettings } from "./use-save-settings.ts";

/** What every inbox has, whatever its channel: a name, and whether it is on. */
export function BasicsForm({ inbox }: { readonly inbox: InboxView }) {
  const t = useT();
  const { save, isSaving, problem } = useSaveSettings(inbox);
  const [name, setName] = useState(inbox.name);
  const [isEnabled, setEnabled] = useState(inbox.enabled);
  const [isChecked, setChecked] = useState(false);

  const held = { name, isEnabled };
  const keep = useUnsavedForm(held, async () => {
    setChecked(true);
    if (name.trim() === "" || isSaving) return undefined;
    return (await save(name, isEnabled)) ? held : undefined;
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
      <FormFoot label={t("whatsapp.save")} isSaving={isSaving} problem={problem} />
    </form>
  );
}
