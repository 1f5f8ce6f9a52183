import type { InboxView } from "@circuito/protocol";
import { Button, TextField } from "@circuito/ui";
import { type FormEvent, useState } from "react";
import { useT } from "../../i18n/translate.ts";
import { useUnsaved } from "../../settings/unsaved.ts";
import { useIsOnline } from "../../workspace/workspace-context.ts";
import { Panel } from "../inbox-page/panel.tsx";
import { useSaveSettings } from "../inbox-page/use-save-settings.ts";
import { LoginFields, ServerFields } from "./mailbox-fields.tsx";
import { type MailboxForm, storedForm } from "./mailbox-form.ts";
import { fieldOf, isConnectionChanged, mistakesIn, settingsOf } from "./mailbox-settings.ts";
import { TestReport } from "./test-report.tsx";
import { useMailboxTest } from "./use-mailbox-test.ts";

/**
 * The servers of a mailbox that is there, and how it logs in: tried with the stored secrets where none is
 * typed, then saved. Whoever has the mailbox open takes them over by themselves.
 */
export function ConnectionPanel({ inbox }: { readonly inbox: InboxView }) {
  const t = useT();
  const offline = useIsOnline() ? undefined : t("problem.needsConnection");
  const [stored, setStored] = useState(() => storedForm(inbox.settings));
  const [form, setForm] = useState<MailboxForm>(stored);
  const [isChecked, setChecked] = useState(false);
  const test = useMailboxTest();
  const saving = useSaveSettings(inbox);
  const [untested, setUntested] = useState<string | null>(null);
  const { outcome } = test;

  const isDirty = JSON.stringify(form) !== JSON.stringify(stored);
  const isAnotherConnection = isConnectionChanged(form, stored);
  const mustTest = isAnotherConnection && outcome === undefined;
  const refused = Object.entries({ ...test.refused, ...saving.refused }).map(
    ([setting, mistake]) => [fieldOf(setting, form), mistake] as const,
  );
  const mistakes = {
    ...Object.fromEntries(refused),
    ...(isChecked && mistakesIn(form, inbox.settings)),
  };

  function change(part: Partial<MailboxForm>) {
    setForm((held) => ({ ...held, ...part }));
    setUntested(null);
    test.forget();
    saving.forget();
  }

  /** From now on mistakes are told. @returns whether there are none */
  function check(): boolean {
    setChecked(true);
    return Object.keys(mistakesIn(form, inbox.settings)).length === 0;
  }

  async function tryIt(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setUntested(null);
    if (!check()) return;
    if (test.isTesting) return;
    await test.run({ inboxId: inbox.id, settings: settingsOf(form, inbox.settings) });
  }

  async function save(): Promise<boolean> {
    if (!check()) return false;
    if (mustTest) {
      setUntested(t("mailbox.testBeforeSaving"));
      return false;
    }
    const settings = settingsOf(form, inbox.settings);
    const isKept = await saving.save(inbox.name, inbox.enabled, settings);
    if (isKept) {
      // Secrets are empty again: as they are now.
      const kept = storedForm(settings);
      setStored(kept);
      setForm(kept);
      setChecked(false);
      test.forget();
    }
    return isKept;
  }

  function discard() {
    setForm(stored);
    setChecked(false);
    setUntested(null);
    test.forget();
    saving.forget();
  }

  useUnsaved(isDirty, { save, discard });

  return (
    <Panel title={t("mailbox.connection")}>
      <p className="text-13 text-fg-2">{t("mailbox.connectionText", { address: form.address })}</p>
      <form noValidate onSubmit={(event) => void tryIt(event)} className="flex flex-col gap-4">
        <TextField
          label={t("mailbox.displayName")}
          description={t("mailbox.displayNameText")}
          autoComplete="off"
          maxLength={NAME_LENGTH_MAX}
          value={form.displayName}
          onChange={(displayName) => change({ displayName })}
        />
        <LoginFields
          form={form}
          mistakes={mistakes}
          onChange={change}
          isKept={hasSecrets(inbox)}
          inboxId={inbox.id}
        />
        <ServerFields
          form={form}
          mistakes={mistakes}
          onChange={change}
          isByHand
          isHandedOver={inbox.settings.in === "listener"}
        />
        {mistakes.direction !== undefined && (
          <p className="text-12 text-danger-text">{t("mailbox.needsDirection")}</p>
        )}
        <TestReport
          test={test}
          form={form}
          onChange={change}
          problem={untested ?? saving.problem}
        />
        <div className="flex flex-wrap gap-2">
          <Button
            type="submit"
            variant={isAnotherConnection && outcome !== "ok" ? "primary" : "secondary"}
            isPending={test.isTesting}
            disabledReason={offline}
          >
            {t("mailbox.test")}
          </Button>
          <Button
            variant={isDirty && !mustTest && outcome !== "failed" ? "primary" : "secondary"}
            isPending={saving.isSaving}
            disabledReason={
              offline ??
              (isDirty
                ? mustTest
                  ? t("mailbox.testFirst")
                  : undefined
                : t("mailbox.nothingChanged"))
            }
            onPress={() => void save()}
          >
            {t(isDirty && outcome === "failed" ? "mailbox.saveAnyway" : "mailbox.saveConnection")}
          </Button>
          {isDirty && (
            <Button variant="ghost" onPress={discard}>
              {t("action.discard")}
            </Button>
          )}
        </div>
      </form>
    </Panel>
  );
}

/** A relay that knows us by where we are has none. */
function hasSecrets({ settings }: InboxView): boolean {
  return [settings.imapUser, settings.smtpUser, settings.oauthTokenUrl].some(
    (one) => one !== undefined,
  );
}

/** The connector's limit, in characters. */
const NAME_LENGTH_MAX = 100;
