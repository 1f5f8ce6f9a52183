import type { FormLocale } from "@circuito/protocol/form-text";
import { type FormEvent, useState } from "react";
import { useT } from "../../i18n/translate.ts";
import { SettingsPage } from "../../settings/settings-page.tsx";
import { FormFoot } from "../inbox-page/form-foot.tsx";
import { InboxNameField } from "../inbox-page/inbox-name-field.tsx";
import { useCreateInbox } from "../inbox-page/use-create-inbox.ts";
import { formSettingsOf } from "./form-draft.ts";
import { FormEditor } from "./form-editor.tsx";
import { FormPreview } from "./form-preview.tsx";
import { useFormDraft } from "./use-form-draft.ts";

/** Canais > Formulário > novo. */
export function FormNewScreen() {
  const t = useT();
  return (
    <SettingsPage title={t("form.new")} back="/settings/channels">
      <NewForm />
    </SettingsPage>
  );
}

function NewForm() {
  const t = useT();
  const edited = useFormDraft({});
  const [locale, setLocale] = useState<FormLocale>("pt-BR");
  const [name, setName] = useState("");
  const { save, isSaving, problem, refused } = useCreateInbox({ name, draft: edited.draft }, () => {
    const draft = edited.check();
    if (!draft || name.trim() === "") return undefined;
    return { name, channel: "form", settings: formSettingsOf(draft) };
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!edited.check() || name.trim() === "") return;
    void save();
  }

  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]">
      <form noValidate onSubmit={submit} className="flex min-w-0 flex-col gap-4">
        <InboxNameField
          description={t("whatsapp.nameText")}
          value={name}
          onChange={setName}
          isChecked={edited.isChecked}
        />
        <FormEditor edited={edited} refused={refused} locale={locale} onLocale={setLocale} />
        <FormFoot
          label={t("whatsapp.createAndConnect")}
          isSaving={isSaving}
          problem={problem}
          isPrimary
        />
      </form>
      <div className="lg:sticky lg:top-6">
        <FormPreview draft={edited.draft} locale={locale} />
      </div>
    </div>
  );
}
