import type { InboxView } from "@circuito/protocol";
import type { FormLocale } from "@circuito/protocol/proactive-text";
import type { FormEvent } from "react";
import { useT } from "../../../i18n/translate.ts";
import { useUnsavedForm } from "../../../settings/use-unsaved-form.ts";
import { FormFoot } from "../../inbox-page/form-foot.tsx";
import { Panel } from "../../inbox-page/panel.tsx";
import { useSaveSettings } from "../../inbox-page/use-save-settings.ts";
import { InvitationForm } from "./invitation-form.tsx";
import { InvitationList } from "./invitation-list.tsx";
import { InvitationTrial } from "./invitation-trial.tsx";
import { proactiveSettingsOf, type RuleDraft } from "./rule-draft.ts";
import type { EditedInvitations } from "./use-invitations.ts";

interface InvitationsPanelProps {
  readonly inbox: InboxView;
  readonly edited: EditedInvitations;
  /** Of the words that are edited and shown in the preview. */
  readonly locale: FormLocale;
  readonly onLocale: (locale: FormLocale) => void;
}

/** When the page invites its visitors to chat: rules, one of them open, and a try of all. */
export function InvitationsPanel({ inbox, edited, locale, onLocale }: InvitationsPanelProps) {
  const t = useT();
  const { rules, open, mistakes, setRules, setOpen } = edited;
  const { save, isSaving, problem } = useSaveSettings(inbox);
  const keep = useUnsavedForm(rules, async () => {
    if (!edited.check() || isSaving) return undefined;
    const settings = proactiveSettingsOf(rules, inbox.settings);
    return (await save(inbox.name, inbox.enabled, settings)) ? rules : undefined;
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!edited.check()) return;
    void keep();
  }
  const change = (id: string, part: Partial<RuleDraft>) =>
    setRules(rules.map((one) => (one.id === id ? { ...one, ...part } : one)));

  return (
    <Panel title={t("invite.title")}>
      <p className="text-13 text-fg-2">{t("invite.text")}</p>
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        <InvitationList edited={edited} />
        {open !== undefined && (
          <InvitationForm
            key={open.id}
            rule={open}
            mistakes={mistakes[open.id] ?? {}}
            locale={locale}
            onLocale={onLocale}
            onChange={(part) => change(open.id, part)}
            onRemove={() => {
              setRules(rules.filter((one) => one !== open));
              setOpen(null);
            }}
          />
        )}
        <FormFoot label={t("invite.save")} isSaving={isSaving} problem={problem} />
      </form>
      {rules.length > 0 && <InvitationTrial rules={rules} />}
    </Panel>
  );
}
