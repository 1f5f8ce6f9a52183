import type { BulletinTest, OwnMailView } from "@circuito/protocol";
import { Button, Callout, Select, TextField } from "@circuito/ui";
import { useRouter } from "@tanstack/react-router";
import { Send } from "lucide-react";
import { useState } from "react";
import { currentLocale, useT } from "../i18n/translate.ts";
import { adminErrorText } from "../settings/admin-error.ts";
import { Loaded } from "../settings/loaded.tsx";
import { Section } from "../settings/section.tsx";
import { SettingsPage } from "../settings/settings-page.tsx";
import { useInboxes } from "../workspace/queries.ts";
import { useMe, useWorkspace } from "../workspace/workspace-context.ts";
import { isMail } from "./address-field.tsx";
import { takenText } from "./alert-words.ts";
import { alertsApi, useOwnMail } from "./alerts-api.ts";

/** Through what alerts leave by mail, and whether it works. */
export function OwnMailScreen() {
  const t = useT();
  const mail = useOwnMail();
  return (
    <SettingsPage title={t("ownMail.title")} intro={t("ownMail.intro")}>
      <Loaded query={mail} label={t("ownMail.loading")}>
        {(view) => (
          <>
            <Way view={view} />
            <Trial isPossible={view.kind !== "none"} />
          </>
        )}
      </Loaded>
    </SettingsPage>
  );
}

/** Stands for no inbox, which is no id. */
const NONE = "none";

function Way({ view }: { readonly view: OwnMailView }) {
  const t = useT();
  const router = useRouter();
  const { queries, toasts } = useWorkspace();
  const inboxes = useInboxes();
  const [error, setError] = useState<string>();
  const mailboxes = (inboxes.data ?? []).filter(({ channel }) => channel === "email");

  async function choose(id: string): Promise<void> {
    setError(undefined);
    try {
      queries.setQueryData(["own-mail"], await alertsApi.setMail(id === NONE ? null : id));
      toasts.add({ text: t("ownMail.saved"), tone: "ok" });
    } catch (problem) {
      setError(adminErrorText(problem));
    }
  }

  return (
    <Section title={t("ownMail.way")} text={t("ownMail.wayText")}>
      {view.kind === "operator" ? (
        <Callout tone="info" title={t("ownMail.operator", { from: view.from ?? "" })}>
          {t("ownMail.operatorText")}
        </Callout>
      ) : (
        <>
          <Select
            label={t("ownMail.inbox")}
            placeholder={t("ownMail.inbox")}
            className="max-w-md"
            options={[
              { id: NONE, label: t("ownMail.noInbox") },
              ...mailboxes.map(({ id, name }) => ({ id: id as string, label: name })),
            ]}
            value={mailboxes.some(({ id }) => id === view.inboxId) ? view.inboxId : NONE}
            onChange={(id) => void choose(id)}
            error={error}
          />
          {view.kind === "none" ? (
            <Callout tone="warn" title={t("ownMail.none")}>
              {t(`ownMail.because.${view.because ?? "not-chosen"}`)}
            </Callout>
          ) : (
            <p className="text-13 text-fg-2">{t("ownMail.from", { from: view.from ?? "" })}</p>
          )}
          {mailboxes.length === 0 && (
            <div>
              <Button onPress={() => void router.navigate({ href: "/settings/channels" })}>
                {t("ownMail.addInbox")}
              </Button>
            </div>
          )}
        </>
      )}
    </Section>
  );
}

function Trial({ isPossible }: { readonly isPossible: boolean }) {
  const t = useT();
  const { email } = useMe();
  const [to, setTo] = useState(email);
  const [isPending, setPending] = useState(false);
  const [test, setTest] = useState<BulletinTest>();
  const [error, setError] = useState<string>();

  async function send(): Promise<void> {
    setTest(undefined);
    setError(isMail(to) ? undefined : t("alerts.addressMissing"));
    if (!isMail(to)) return;
    setPending(true);
    try {
      setTest(await alertsApi.testMail(to.trim(), currentLocale()));
    } catch (problem) {
      setError(adminErrorText(problem));
    }
    setPending(false);
  }

  return (
    <Section title={t("ownMail.trial")} text={t("ownMail.trialText")}>
      <TextField
        label={t("ownMail.to")}
        type="email"
        inputMode="email"
        autoComplete="off"
        maxLength={254}
        className="max-w-md"
        value={to}
        onChange={setTo}
        error={error}
      />
      <div>
        <Button
          icon={<Send />}
          isPending={isPending}
          isDisabled={!isPossible}
          onPress={() => void send()}
        >
          {t("ownMail.send")}
        </Button>
      </div>
      <div role="status" className="empty:hidden">
        {test && (
          <Callout
            tone={test.because === null ? "ok" : "danger"}
            title={t(test.because === null ? "ownMail.sent" : "ownMail.notSent")}
          >
            <span className="wrap-anywhere">{takenText(test)}</span>
          </Callout>
        )}
      </div>
    </Section>
  );
}
