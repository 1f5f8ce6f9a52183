import { Disclosure, Select, Switch, TextField } from "@circuito/ui";
import { useT } from "../i18n/translate.ts";
import type { Login, MailboxForm, Security, ServerForm } from "./mailbox-settings.ts";

interface FieldsProps {
  readonly form: MailboxForm;
  /** Names of fields that must be filled in. */
  readonly missing: readonly string[];
  readonly onChange: (part: Partial<MailboxForm>) => void;
}

/** How to log in: asked once, for receiving and sending. */
export function LoginFields({ form, missing, onChange }: FieldsProps) {
  const t = useT();
  const required = (name: string) => (missing.includes(name) ? t("form.required") : undefined);
  const { oauth } = form;
  const text = (name: keyof MailboxForm["oauth"], label: string, isSecret = false) => (
    <TextField
      label={label}
      type={isSecret ? "password" : "text"}
      autoComplete="off"
      value={oauth[name]}
      error={required(`oauth.${name}`)}
      onChange={(value) => onChange({ oauth: { ...oauth, [name]: value } })}
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
          {text("refreshToken", t("mailbox.refreshToken"), true)}
        </>
      ) : (
        <TextField
          label={t(form.login === "password" ? "login.password" : "mailbox.loginAppPassword")}
          description={form.login === "app-password" ? t("mailbox.appPasswordText") : undefined}
          type="password"
          autoComplete="new-password"
          value={form.password}
          error={required("password")}
          onChange={(password) => onChange({ password })}
        />
      )}
    </div>
  );
}

interface ServerFieldsProps extends FieldsProps {
  readonly isByHand: boolean;
}

/** The servers: open when they have to be filled in, folded when they were found. */
export function ServerFields({ form, missing, isByHand, onChange }: ServerFieldsProps) {
  const t = useT();
  const isOpen = isByHand || missing.some((name) => /^(imap|smtp)\./.test(name));
  return (
    <div className="-mx-4" key={String(isOpen)}>
      <Disclosure title={t("mailbox.servers")} defaultExpanded={isOpen}>
        <div className="flex flex-col gap-4">
          <Switch isSelected={form.receives} onChange={(receives) => onChange({ receives })}>
            {t("mailbox.receives")}
          </Switch>
          {form.receives && (
            <Server
              name="IMAP"
              prefix="imap"
              server={form.imap}
              missing={missing}
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
              missing={missing}
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
  readonly missing: readonly string[];
  readonly onChange: (server: ServerForm) => void;
}

function Server({ name, prefix, server, missing, onChange }: ServerProps) {
  const t = useT();
  const required = (field: string) =>
    missing.includes(`${prefix}.${field}`) ? t("form.required") : undefined;
  return (
    <fieldset className="grid gap-3 sm:grid-cols-[1fr_6rem_10rem]">
      <legend className="sr-only">{name}</legend>
      <TextField
        label={t("mailbox.host", { name })}
        autoComplete="off"
        value={server.host}
        error={required("host")}
        // Another server has another certificate.
        onChange={(host) => onChange({ ...without(server), host })}
      />
      <TextField
        label={t("mailbox.port")}
        inputMode="numeric"
        autoComplete="off"
        value={server.port}
        error={required("port")}
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
        ]}
      />
      <TextField
        className="sm:col-span-3"
        label={t("mailbox.user")}
        autoComplete="off"
        value={server.user}
        error={required("user")}
        onChange={(user) => onChange({ ...server, user })}
      />
    </fieldset>
  );
}

function without({ certificate: _certificate, ...server }: ServerForm): ServerForm {
  return server;
}
