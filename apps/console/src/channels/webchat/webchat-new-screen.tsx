import { type FormEvent, useState } from "react";
import { useT } from "../../i18n/translate.ts";
import { SettingsPage } from "../../settings/settings-page.tsx";
import { FormFoot } from "../inbox-page/form-foot.tsx";
import { InboxNameField } from "../inbox-page/inbox-name-field.tsx";
import { StepIndex } from "../inbox-page/step-index.tsx";
import { useCreateInbox } from "../inbox-page/use-create-inbox.ts";
import { ChatPreview } from "./chat-preview.tsx";
import { logoSettingOf } from "./logo-draft.ts";
import { useWebchatForm } from "./use-webchat-form.ts";
import { WebchatFields } from "./webchat-fields.tsx";
import { newTokenSecret, webchatSettingsOf } from "./webchat-settings.ts";
import { STEPS } from "./wizard-steps.ts";

/** Canais > Chat do site > novo: where it may be, what it says, how it looks. */
export function WebchatNewScreen() {
  const t = useT();
  return (
    <SettingsPage title={t("webchat.new")} back="/settings/channels">
      <NewWebchat />
    </SettingsPage>
  );
}

function NewWebchat() {
  const t = useT();
  const edited = useWebchatForm({});
  const { form } = edited;
  const [name, setName] = useState("");
  const { save, isSaving, problem, refused } = useCreateInbox({ name, form }, () => {
    if (!edited.check() || name.trim() === "") return undefined;
    const tokenSecret = newTokenSecret((bytes) => crypto.getRandomValues(bytes));
    const settings = async () => ({
      ...webchatSettingsOf(form),
      ...(await logoSettingOf(form.logo, undefined)),
      tokenSecret,
    });
    return { name, channel: "webchat", settings };
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!edited.check() || name.trim() === "") return;
    void save();
  }

  return (
    <div className="flex flex-col gap-6">
      <StepIndex steps={STEPS.map((id) => t(id))} current={0} isAcross />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]">
        <form noValidate onSubmit={submit} className="flex min-w-0 flex-col gap-4">
          <InboxNameField
            description={t("whatsapp.nameText")}
            value={name}
            onChange={setName}
            isChecked={edited.isChecked}
          />
          <WebchatFields edited={edited} refused={refused} />
          <FormFoot
            label={t("whatsapp.createAndConnect")}
            isSaving={isSaving}
            problem={problem}
            isPrimary
          />
        </form>
        <div className="lg:sticky lg:top-6">
          <ChatPreview form={form} />
        </div>
      </div>
    </div>
  );
}
