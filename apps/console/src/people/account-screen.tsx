import { Button, Problem, TextField } from "@circuito/ui";
import { type FormEvent, useState } from "react";
import { useT } from "../i18n/translate.ts";
import { adminErrorText, becauseOf } from "../settings/admin-error.ts";
import { Section } from "../settings/section.tsx";
import { SettingsPage } from "../settings/settings-page.tsx";
import { EVERYBODY } from "../settings/settings-pages.ts";
import { useMe, useWorkspace } from "../workspace/workspace-context.ts";
import { PASSWORD_LENGTH_MIN } from "./password-length.ts";
import { peopleApi } from "./people-api.ts";
import { SessionList } from "./session-list.tsx";
import { SignatureForm } from "./signature-form.tsx";

/** Minha conta: one's own password and devices. */
export function AccountScreen() {
  const t = useT();
  const me = useMe();
  return (
    <SettingsPage title={t("account.title")} intro={`${me.name} · ${me.email}`} openTo={EVERYBODY}>
      <Section title={t("account.password")} text={t("account.passwordText")}>
        <PasswordForm />
      </Section>
      <Section title={t("account.signature")} text={t("account.signatureText")}>
        <SignatureForm />
      </Section>
      <Section title={t("people.sessions")} text={t("account.sessionsText")}>
        <SessionList
          queryKey={["own-sessions"]}
          load={peopleApi.listOwnSessions}
          end={peopleApi.endOwnSession}
        />
      </Section>
    </SettingsPage>
  );
}

function PasswordForm() {
  const t = useT();
  const { queries, toasts } = useWorkspace();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [refusal, setRefusal] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);

  async function change(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setRefusal(undefined);
    try {
      await peopleApi.changePassword(current, next);
      setCurrent("");
      setNext("");
      toasts.add({ text: t("account.passwordChanged"), tone: "ok" });
      await queries.invalidateQueries({ queryKey: ["own-sessions"] });
    } catch (error) {
      setRefusal(error);
    } finally {
      setBusy(false);
    }
  }

  const isWrong = becauseOf(refusal) === "wrong-password";
  const isShort = next.length < PASSWORD_LENGTH_MIN;
  return (
    <form
      noValidate
      onSubmit={(event) => void change(event)}
      className="flex max-w-sm flex-col gap-4"
    >
      {refusal !== undefined && !isWrong && <Problem>{adminErrorText(refusal)}</Problem>}
      <TextField
        label={t("account.current")}
        type="password"
        autoComplete="current-password"
        value={current}
        onChange={(typed) => {
          setCurrent(typed);
          if (isWrong) setRefusal(undefined);
        }}
        error={isWrong ? adminErrorText(refusal) : undefined}
        isRequired
      />
      <TextField
        label={t("account.next")}
        type="password"
        autoComplete="new-password"
        value={next}
        onChange={setNext}
        maxLength={128}
        description={t("account.passwordRule", { min: PASSWORD_LENGTH_MIN })}
        isRequired
      />
      <Button
        type="submit"
        variant="primary"
        isPending={isBusy}
        className="self-start"
        disabledReason={
          current === "" || isShort
            ? t("account.passwordRule", { min: PASSWORD_LENGTH_MIN })
            : undefined
        }
      >
        {t("account.change")}
      </Button>
    </form>
  );
}
