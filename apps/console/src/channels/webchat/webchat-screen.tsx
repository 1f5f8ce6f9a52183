import type { InboxView } from "@circuito/protocol";
import { type FormLocale, formWords } from "@circuito/protocol/proactive-text";
import { Switch } from "@circuito/ui";
import { type FormEvent, useState } from "react";
import { useT } from "../../i18n/translate.ts";
import { useUnsavedForm } from "../../settings/use-unsaved-form.ts";
import { FormFoot } from "../inbox-page/form-foot.tsx";
import { InboxNameField } from "../inbox-page/inbox-name-field.tsx";
import { InboxPage } from "../inbox-page/inbox-page.tsx";
import { Panel } from "../inbox-page/panel.tsx";
import { RoutingPanel } from "../inbox-page/routing-panel.tsx";
import { ServicePanel } from "../inbox-page/service-panel.tsx";
import { StepIndex } from "../inbox-page/step-index.tsx";
import { TrafficFacts } from "../inbox-page/traffic-facts.tsx";
import { useIsRouted } from "../inbox-page/use-inbox-routing.ts";
import { useSaveSettings } from "../inbox-page/use-save-settings.ts";
import { useSession } from "../inbox-page/use-session.ts";
import { ChatPreview } from "./chat-preview.tsx";
import { IdentityPanel } from "./identity-panel.tsx";
import { InstallPanel } from "./install-panel.tsx";
import { InvitationsPanel } from "./invitations/invitations-panel.tsx";
import { useInvitations } from "./invitations/use-invitations.ts";
import { logoSettingOf } from "./logo-draft.ts";
import { preChatOf } from "./pre-chat/pre-chat-draft.ts";
import { PreChatPanel } from "./pre-chat/pre-chat-panel.tsx";
import { usePreChat } from "./pre-chat/use-pre-chat.ts";
import { type EditedWebchat, useWebchatForm } from "./use-webchat-form.ts";
import { WebchatFields } from "./webchat-fields.tsx";
import { webchatSettingsOf } from "./webchat-settings.ts";
import { STEPS } from "./wizard-steps.ts";

/** Canais > Chat do site > one inbox: what the site carries, how it looks, what went through. */
export function WebchatScreen() {
  return (
    <InboxPage channel="webchat">{(inbox) => <Panels key={inbox.id} inbox={inbox} />}</InboxPage>
  );
}

function Panels({ inbox }: { readonly inbox: InboxView }) {
  const t = useT();
  const [isFound, setFound] = useState(false);
  const edited = useWebchatForm(inbox.settings, inbox.id);
  const asked = usePreChat(inbox.settings);
  const invited = useInvitations(inbox.settings);
  const [inviteLocale, setInviteLocale] = useState<FormLocale>("pt-BR");
  const [allowed, setAllowed] = useState<readonly string[]>([]);
  const traffic = useSession(inbox.id).data?.traffic;
  const isRouted = useIsRouted(inbox.id);
  // Nobody wrote yet: this is still the way to the first message.
  const isFirst = traffic !== undefined && traffic.lastInAt === null;
  return (
    <div className="flex flex-col gap-6">
      {isFirst && (
        <StepIndex
          steps={STEPS.map((id) => t(id))}
          current={isFound ? (isRouted ? 3 : 2) : 1}
          isAcross
        />
      )}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]">
        <div className="flex min-w-0 flex-col gap-6">
          {inbox.widgetUrl !== undefined && (
            <InstallPanel
              inbox={inbox}
              widgetUrl={inbox.widgetUrl}
              onFound={() => setFound(true)}
              onAllowed={(origin) => {
                setAllowed((held) => [...held, origin]);
                edited.change({ allowedOrigins: `${edited.form.allowedOrigins}\n${origin}` });
              }}
            />
          )}
          <RoutingPanel inbox={inbox} />
          <Panel title={t("webchat.look")}>
            <WebchatSettingsForm inbox={inbox} edited={edited} allowed={allowed} />
          </Panel>
          <PreChatPanel inbox={inbox} edited={asked} />
          <InvitationsPanel
            inbox={inbox}
            edited={invited}
            locale={inviteLocale}
            onLocale={setInviteLocale}
          />
          <ServicePanel inbox={inbox} />
          <IdentityPanel inbox={inbox} />
        </div>
        <div className="flex min-w-0 flex-col gap-6 lg:sticky lg:top-6">
          <ChatPreview
            form={edited.form}
            preChat={preChatOf(asked.draft)}
            invitation={invited.open && formWords(invited.open.text, inviteLocale)}
          />
          <Panel title={t("whatsapp.traffic")}>
            <p className="text-13 text-fg-2">{t("webchat.trafficText")}</p>
            <TrafficFacts traffic={traffic} />
          </Panel>
        </div>
      </div>
    </div>
  );
}

interface WebchatSettingsFormProps {
  readonly inbox: InboxView;
  readonly edited: EditedWebchat;
  /** Sites that the check of the installation put on the list meanwhile: they are saved already. */
  readonly allowed: readonly string[];
}

/** Later changes: on the site's pages within five minutes. */
function WebchatSettingsForm({ inbox, edited, allowed }: WebchatSettingsFormProps) {
  const t = useT();
  const { save, isSaving, problem, refused } = useSaveSettings(inbox);
  const [name, setName] = useState(inbox.name);
  const [isEnabled, setEnabled] = useState(inbox.enabled);

  const origins = edited.form.allowedOrigins.split("\n").filter((one) => !allowed.includes(one));
  const held = { name, isEnabled, form: { ...edited.form, allowedOrigins: origins.join("\n") } };
  const keep = useUnsavedForm(held, async () => {
    if (!edited.check() || name.trim() === "" || isSaving) return undefined;
    const settings = webchatSettingsOf(edited.form, inbox.settings);
    const isSaved = await save(name, isEnabled, async () => ({
      ...settings,
      ...(await logoSettingOf(edited.form.logo, inbox.settings.logo)),
    }));
    return isSaved ? held : undefined;
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!edited.check() || name.trim() === "") return;
    void keep();
  }

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      <InboxNameField value={name} onChange={setName} isChecked={edited.isChecked} />
      <Switch isSelected={isEnabled} description={t("webchat.enabledText")} onChange={setEnabled}>
        {t("whatsapp.enabled")}
      </Switch>
      <WebchatFields edited={edited} refused={refused} />
      <FormFoot label={t("whatsapp.save")} isSaving={isSaving} problem={problem} />
    </form>
  );
}
