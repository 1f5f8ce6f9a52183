import type { InboxView } from "@circuito/protocol";
import type { FormLocale } from "@circuito/protocol/form-text";
import { Switch } from "@circuito/ui";
import { type FormEvent, useState } from "react";
import { useT } from "../../i18n/translate.ts";
import { useUnsavedForm } from "../../settings/use-unsaved-form.ts";
import { FirstSteps } from "../inbox-page/first-steps.tsx";
import { FormFoot } from "../inbox-page/form-foot.tsx";
import { InboxNameField } from "../inbox-page/inbox-name-field.tsx";
import { InboxPage } from "../inbox-page/inbox-page.tsx";
import { Panel } from "../inbox-page/panel.tsx";
import { RoutingPanel } from "../inbox-page/routing-panel.tsx";
import { ServicePanel } from "../inbox-page/service-panel.tsx";
import { TrafficFacts } from "../inbox-page/traffic-facts.tsx";
import { useSaveSettings } from "../inbox-page/use-save-settings.ts";
import { useSession } from "../inbox-page/use-session.ts";
import { formDraftOf, formSettingsOf } from "./form-draft.ts";
import { FormEditor } from "./form-editor.tsx";
import { FormPreview } from "./form-preview.tsx";
import { SharePanel } from "./share-panel.tsx";
import { type EditedForm, useFormDraft } from "./use-form-draft.ts";

/** Canais > Formulário > one of them: where it is, what it asks, what came in. */
export function FormScreen() {
  return <InboxPage channel="form">{(inbox) => <Panels key={inbox.id} inbox={inbox} />}</InboxPage>;
}

function Panels({ inbox }: { readonly inbox: InboxView }) {
  const t = useT();
  const edited = useFormDraft(inbox.settings);
  const [locale, setLocale] = useState<FormLocale>("pt-BR");
  const traffic = useSession(inbox.id).data?.traffic;
  const hasSites = formDraftOf(inbox.settings).allowedOrigins !== "";
  return (
    <div className="flex flex-col gap-6">
      <FirstSteps inboxId={inbox.id} />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]">
        <div className="flex min-w-0 flex-col gap-6">
          {inbox.formUrl !== undefined && (
            <SharePanel name={inbox.name} formUrl={inbox.formUrl} hasSites={hasSites} />
          )}
          <RoutingPanel inbox={inbox} />
          <Panel title={t("whatsapp.settings")}>
            <FormSettingsForm inbox={inbox} edited={edited} locale={locale} onLocale={setLocale} />
          </Panel>
          <ServicePanel inbox={inbox} />
        </div>
        <div className="flex min-w-0 flex-col gap-6 lg:sticky lg:top-6">
          <FormPreview draft={edited.draft} locale={locale} />
          <Panel title={t("whatsapp.traffic")}>
            <p className="text-13 text-fg-2">{t("form.trafficText")}</p>
            <TrafficFacts traffic={traffic} />
          </Panel>
        </div>
      </div>
    </div>
  );
}

interface FormSettingsFormProps {
  readonly inbox: InboxView;
  readonly edited: EditedForm;
  readonly locale: FormLocale;
  readonly onLocale: (locale: FormLocale) => void;
}

function FormSettingsForm({ inbox, edited, ...language }: FormSettingsFormProps) {
  const t = useT();
  const { save, isSaving, problem, refused } = useSaveSettings(inbox);
  const [name, setName] = useState(inbox.name);
  const [isEnabled, setEnabled] = useState(inbox.enabled);

  const held = { name, isEnabled, draft: edited.draft };
  const keep = useUnsavedForm(held, async () => {
    const draft = edited.check();
    if (!draft || name.trim() === "" || isSaving) return undefined;
    const settings = formSettingsOf(draft, inbox.settings);
    return (await save(name, isEnabled, settings)) ? held : undefined;
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!edited.check() || name.trim() === "") return;
    void keep();
  }

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      <InboxNameField value={name} onChange={setName} isChecked={edited.isChecked} />
      <Switch isSelected={isEnabled} description={t("form.enabledText")} onChange={setEnabled}>
        {t("whatsapp.enabled")}
      </Switch>
      <FormEditor edited={edited} refused={refused} {...language} />
      <FormFoot label={t("whatsapp.save")} isSaving={isSaving} problem={problem} />
    </form>
  );
}
