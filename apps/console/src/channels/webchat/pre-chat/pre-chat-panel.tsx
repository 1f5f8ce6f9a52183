import type { InboxView } from "@circuito/protocol";
import type { FormLocale } from "@circuito/protocol/form-text";
import { warningsOfPreChat } from "@circuito/protocol/pre-chat-text";
import { Callout, Switch, TextField } from "@circuito/ui";
import { type FormEvent, useState } from "react";
import { useT } from "../../../i18n/translate.ts";
import { useUnsavedForm } from "../../../settings/use-unsaved-form.ts";
import { LanguageChoice } from "../../form/language-choice.tsx";
import { FormFoot } from "../../inbox-page/form-foot.tsx";
import { Panel } from "../../inbox-page/panel.tsx";
import { useSaveSettings } from "../../inbox-page/use-save-settings.ts";
import { preChatOf, preChatSettingsOf } from "./pre-chat-draft.ts";
import { PreChatFields } from "./pre-chat-fields.tsx";
import type { EditedPreChat } from "./use-pre-chat.ts";

/** As long as the connector takes it, UTF-16 units. */
const TITLE_LENGTH_MAX = 120;

interface PreChatPanelProps {
  readonly inbox: InboxView;
  readonly edited: EditedPreChat;
}

/** What a chat asks before the first message, if anything. */
export function PreChatPanel({ inbox, edited }: PreChatPanelProps) {
  const t = useT();
  const { draft, change } = edited;
  const { save, isSaving, problem } = useSaveSettings(inbox);
  const [locale, setLocale] = useState<FormLocale>("pt-BR");
  const keep = useUnsavedForm(draft, async () => {
    if (!edited.check() || isSaving) return undefined;
    const settings = preChatSettingsOf(draft, inbox.settings);
    return (await save(inbox.name, inbox.enabled, settings)) ? draft : undefined;
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!edited.check()) return;
    void keep();
  }

  return (
    <Panel title={t("preChat.title")}>
      <p className="text-13 text-fg-2">{t("preChat.text")}</p>
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        {draft.fields.length > 0 && (
          <>
            <LanguageChoice locale={locale} onLocale={setLocale} />
            <TextField
              label={t("preChat.heading")}
              description={t("preChat.headingText")}
              maxLength={TITLE_LENGTH_MAX}
              value={draft.title[locale]}
              onChange={(words) => change({ title: { ...draft.title, [locale]: words } })}
            />
          </>
        )}
        <PreChatFields edited={edited} locale={locale} />
        {draft.fields.length > 0 && (
          <Switch
            isSelected={draft.skippable}
            description={t("preChat.skippableText")}
            onChange={(skippable) => change({ skippable })}
          >
            {t("preChat.skippable")}
          </Switch>
        )}
        <div role="status" className="flex flex-col gap-2 empty:-mt-4">
          {warningsOfPreChat(preChatOf(draft)).map((warning) => (
            <Callout key={warning} tone="warn">
              {t(`preChat.warn.${warning}`)}
            </Callout>
          ))}
        </div>
        <FormFoot label={t("preChat.save")} isSaving={isSaving} problem={problem} />
      </form>
    </Panel>
  );
}
