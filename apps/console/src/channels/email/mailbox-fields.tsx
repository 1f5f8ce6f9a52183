import { Disclosure, Select, Switch, TextField } from "@circuito/ui";
import { useState } from "react";
import { useT } from "../../i18n/translate.ts";
import { mistakeText } from "../inbox-page/mistakes.ts";
import { ConsentField } from "./consent-field.tsx";
import type { Login, MailboxForm, Security, ServerForm } from "./mailbox-form.ts";
import type { MailboxMistakes } from "./mailbox-settings.ts";

interface FieldsProps {
  readonly form: MailboxForm;
  readonly mistakes: MailboxMistakes;
  readonly onChange: (part: Partial<MailboxForm>) => void;
}

interface LoginFieldsProps extends FieldsProps {
  /** Secrets are stored: left empty, they stay. */
  readonly isKept?: boolean;
  readonly inboxId?: string | undefined;
}

/** How to log in: asked once, for receiving and sending. */
export function LoginFields({
  form,
  mistakes,
  onChange,
  isKept = false,
  inboxId,
}: LoginFieldsProps) {
  const t = useT();
  const kept = isKept ? t("whatsapp.secretKept") : undefined;
  const { oauth } = form;
  const text = (name: keyof MailboxForm["oauth"], label: string, isSecret = false) => (
    <TextField
      label={label}
      description={isSecret ? kept : undefined}
      type={isSecret ? "password" : "text"}
      autoComplete="off"
      value={oauth[name]}
      error={mistakeText(mistakes[`oauth.${name}`], t)}
      // What was consented to is another client's, or goes elsewhere.
      onChange={(value) => onChange({ oauth: { ...oauth, [name]: value, consent: "" } })}
    />
  );
  return (
    <div className="flex flex-col gap-3">
      <Select<Login>
        label={t("mailbox.login")}
        placeholder={t("mailbox.login")}
        value={form.login}
        onChange={(login) => onChange({ login })}
        options={[
          { id: "password", label: t("mailbox.loginPassword") },
          { id: "app-password", label: t("mailbox.loginAppPassword") },
          { id: "oauth", label: t("mailbox.loginOauth") },
        ]}
      />
      {form.login === "oauth" ? (
        <>
          {text("tokenUrl", t("mailbox.tokenUrl"))}
          {text("clientId", t("mailbox.clientId"))}
          {text("clientSecret", t("mailbox.clientSecret"), true)}
          <ConsentField
            form={form}
            mistakes={mistakes}
            onChange={onChange}
            inboxId={inboxId}
            kept={kept}
          />
        </>
      ) : (
        <>
          <TextField
            label={t(form.login === "password" ? "login.password" : "mailbox.loginAppPassword")}
            description={
              kept ?? (form.login === "app-password" ? t("mailbox.appPasswordText") : undefined)
            }
            type="password"
            autoComplete="new-password"
            value={form.password}
            error={mistakeText(mistakes.password, t)}
            onChange={(password) => onChange({ password })}
          />
          {form.receives && form.sends && (
            <Switch
              isSelected={form.smtpHasOwnPassword}
              description={t("mailbox.ownPasswordText")}
              onChange={(smtpHasOwnPassword) => onChange({ smtpHasOwnPassword })}
            >
              {t("mailbox.ownPassword")}
            </Switch>
          )}
          {form.receives && form.sends && form.smtpHasOwnPassword && (
            <TextField
              label={t("mailbox.smtpPassword")}
              description={kept}
              type="password"
              autoComplete="new-password"
              value={form.smtpPassword}
              error={mistakeText(mistakes.smtpPassword, t)}
              onChange={(smtpPassword) => onChange({ smtpPassword })}
            />
          )}
        </>
      )}
    </div>
  );
}

interface ServerFieldsProps extends FieldsProps {
  readonly isByHand: boolean;
  /** Mail is handed over by a mail server, and not fetched. */
  readonly isHandedOver?: boolean;
}

/** The servers: open when they have to be filled in, folded when they were found. */
export function ServerFields({
  form,
  mistakes,
  isByHand,
  onChange,
  isHandedOver = false,
}: ServerFieldsProps) {
  const t = useT();
  const isOpen = isByHand || Object.keys(mistakes).some((name) => /^(imap|smtp)\./.test(name));
  return (
    <div className="-mx-4" key={String(isOpen)}>
      <Disclosure title={t("mailbox.servers")} defaultExpanded={isOpen}>
        <div className="flex flex-col gap-4">
          <Switch
            isSelected={form.receives}
            description={isHandedOver ? t("mailbox.handedOver") : undefined}
            onChange={(receives) => onChange({ receives })}
          >
            {t("mailbox.receives")}
          </Switch>
          {form.receives && (
            <Server
              name="IMAP"
              prefix="imap"
              server={form.imap}
              mistakes={mistakes}
              onChange={(imap) => onChange({ imap })}
            />
          )}
          <Switch isSelected={form.sends} onChange={(sends) => onChange({ sends })}>
            {t("mailbox.sends")}
          </Switch>
          {form.sends && (
            <Server
              name="SMTP"
              prefix="smtp"
              server={form.smtp}
              mistakes={mistakes}
              onChange={(smtp) => onChange({ smtp })}
            />
          )}
        </div>
      </Disclosure>
    </div>
  );
}

interface ServerProps {
  readonly name: string;
  readonly prefix: "imap" | "smtp";
  readonly server: ServerForm;
  readonly mistakes: MailboxMistakes;
  readonly onChange: (server: ServerForm) => void;
}

function Server({ name, prefix, server, mistakes, onChange }: ServerProps) {
  const t = useT();
  const [hadNone] = useState(server.security === "none");
  const told = (field: string) => mistakeText(mistakes[`${prefix}.${field}`], t);
  return (
    <fieldset className="grid gap-3 min-[640px]:grid-cols-[1fr_6rem_10rem]">
      <legend className="sr-only">{name}</legend>
      <TextField
        label={t("mailbox.host", { name })}
        autoComplete="off"
        value={server.host}
        error={told("host")}
        // Another server has another certificate.
        onChange={(host) => onChange({ ...without(server), host })}
      />
      <TextField
        label={t("mailbox.port")}
        inputMode="numeric"
        autoComplete="off"
        value={server.port}
        error={told("port")}
        onChange={(port) => onChange({ ...server, port })}
      />
      <Select<Security>
        label={t("mailbox.security")}
        placeholder={t("mailbox.security")}
        value={server.security}
        onChange={(security) => onChange({ ...server, security })}
        options={[
          { id: "tls", label: "TLS" },
          { id: "starttls", label: "STARTTLS" },
          // Never offered, and not taken away from a mailbox that has it.
          ...(hadNone ? [{ id: "none", label: t("mailbox.noTls") } as const] : []),
        ]}
      />
      <TextField
        className="min-[640px]:col-span-3"
        label={t("mailbox.user")}
        autoComplete="off"
        value={server.user}
        error={told("user")}
        onChange={(user) => onChange({ ...server, user })}
      />
    </fieldset>
  );
}

function without({ certificate: _certificate, ...server }: ServerForm): ServerForm {
  return server;
}
