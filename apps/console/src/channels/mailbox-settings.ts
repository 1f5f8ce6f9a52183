import type { MailboxCandidate } from "../api/mailbox-setup.ts";

export type Security = "tls" | "starttls";
export type Login = "password" | "app-password" | "oauth";

export interface ServerForm {
  readonly host: string;
  /** As typed. */
  readonly port: string;
  readonly security: Security;
  readonly user: string;
  /** PEM of the one certificate an admin means, where no authority vouches for it. */
  readonly certificate?: string;
}

/** What an admin fills in: once, for both directions. */
export interface MailboxForm {
  readonly address: string;
  readonly displayName: string;
  readonly receives: boolean;
  readonly sends: boolean;
  readonly imap: ServerForm;
  readonly smtp: ServerForm;
  readonly login: Login;
  readonly password: string;
  readonly oauth: {
    readonly tokenUrl: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly refreshToken: string;
    readonly scope: string;
  };
}

/** RFC 8314: TLS from the first byte on both. */
const IMAP_PORT = "993";
const SMTP_PORT = "465";

export function blankForm(address: string): MailboxForm {
  const server = { host: "", security: "tls", user: address } as const;
  return {
    address,
    displayName: "",
    receives: true,
    sends: true,
    imap: { ...server, port: IMAP_PORT },
    smtp: { ...server, port: SMTP_PORT },
    login: "password",
    password: "",
    oauth: { tokenUrl: "", clientId: "", clientSecret: "", refreshToken: "", scope: "" },
  };
}

/** Takes over what was found; what the person typed for themselves stays. */
export function fillFrom(candidate: MailboxCandidate, form: MailboxForm): MailboxForm {
  const server = (found: MailboxCandidate["imap"], held: ServerForm): ServerForm =>
    found === null ? held : { ...found, port: String(found.port) };
  return {
    ...form,
    receives: candidate.imap !== null,
    sends: candidate.smtp !== null,
    imap: server(candidate.imap, form.imap),
    smtp: server(candidate.smtp, form.smtp),
    login: candidate.logins.find((login) => login !== "oauth") ?? candidate.logins[0] ?? "password",
    oauth: {
      ...form.oauth,
      tokenUrl: candidate.oauth?.tokenUrl ?? form.oauth.tokenUrl,
      scope: candidate.oauth?.scope ?? form.oauth.scope,
    },
  };
}

/** Fields that still say nothing, by the names the form gives them. */
export function missingFields(form: MailboxForm): readonly string[] {
  const missing: string[] = [];
  const check = (name: "imap" | "smtp", server: ServerForm) => {
    if (server.host.trim() === "") missing.push(`${name}.host`);
    if (!/^\d{1,5}$/.test(server.port) || Number(server.port) > 65_535)
      missing.push(`${name}.port`);
    if (server.user.trim() === "") missing.push(`${name}.user`);
  };
  if (form.receives) check("imap", form.imap);
  if (form.sends) check("smtp", form.smtp);
  if (form.login === "oauth") {
    for (const name of ["tokenUrl", "clientId", "refreshToken"] as const) {
      if (form.oauth[name].trim() === "") missing.push(`oauth.${name}`);
    }
  } else if (form.password === "") {
    missing.push("password");
  }
  if (!form.receives && !form.sends) missing.push("direction");
  return missing;
}

/** The settings of an inbox on the channel `email`. */
export function settingsOf(form: MailboxForm): Readonly<Record<string, unknown>> {
  const isOauth = form.login === "oauth";
  const half = (name: "imap" | "smtp", server: ServerForm) => ({
    [`${name}Host`]: server.host.trim(),
    [`${name}Port`]: Number(server.port),
    [`${name}Security`]: server.security,
    [`${name}User`]: server.user.trim(),
    ...(isOauth ? {} : { [`${name}Password`]: form.password }),
    ...(server.certificate === undefined ? {} : { [`${name}Certificate`]: server.certificate }),
  });
  const { tokenUrl, clientId, clientSecret, refreshToken, scope } = form.oauth;
  return {
    address: form.address,
    ...(form.displayName.trim() === "" ? {} : { displayName: form.displayName.trim() }),
    in: form.receives ? "imap" : "none",
    ...(form.receives ? half("imap", form.imap) : {}),
    ...(form.sends ? half("smtp", form.smtp) : {}),
    ...(isOauth
      ? {
          oauthTokenUrl: tokenUrl.trim(),
          oauthClientId: clientId.trim(),
          oauthRefreshToken: refreshToken.trim(),
          ...(clientSecret.trim() === "" ? {} : { oauthClientSecret: clientSecret.trim() }),
          ...(scope.trim() === "" ? {} : { oauthScope: scope.trim() }),
        }
      : {}),
  };
}
