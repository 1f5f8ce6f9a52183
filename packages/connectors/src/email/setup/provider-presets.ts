import type { MailboxCandidate, MailLogin, MailOauth, MailServer } from "./mail-candidate.ts";

type Server = Omit<MailServer, "user">;

/** What is publicly documented of a provider, so that nobody has to be asked. */
export interface ProviderPreset {
  readonly name: string;
  /** Addresses of these domains are its. */
  readonly domains: readonly string[];
  /** A domain whose MX is one of these, or below it, has its mail there. */
  readonly mx: readonly string[];
  readonly imap: Server;
  readonly smtp: Server;
  readonly user: "address" | "local-part";
  readonly logins: readonly MailLogin[];
  readonly oauth?: MailOauth;
  readonly sizes?: "estimated";
  /** The page that says so, or the provider's help where hosts are as programs in use have them. */
  readonly page: string;
}

const tls = (host: string, port: number): Server => ({ host, port, security: "tls" });
const starttls = (host: string, port: number): Server => ({ host, port, security: "starttls" });

const GOOGLE_OAUTH: MailOauth = {
  authorizeUrl: "https://accounts.google.com/o/oauth2/v2/auth",
  tokenUrl: "https://oauth2.googleapis.com/token",
  scope: "https://mail.google.com/",
};
/** `common` serves the accounts of companies and of persons alike. */
const MICROSOFT_OAUTH: MailOauth = {
  authorizeUrl: "https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
  tokenUrl: "https://login.microsoftonline.com/common/oauth2/v2.0/token",
  scope:
    "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access",
};

/** In the order in which an MX is compared. */
export const PROVIDER_PRESETS: readonly ProviderPreset[] = [
  {
    name: "Gmail",
    domains: ["gmail.com", "googlemail.com"],
    mx: [],
    imap: tls("imap.gmail.com", 993),
    smtp: tls("smtp.gmail.com", 465),
    user: "address",
    logins: ["oauth", "app-password"],
    oauth: GOOGLE_OAUTH,
    page: "https://developers.google.com/workspace/gmail/imap/imap-smtp",
  },
  {
    name: "Google Workspace",
    domains: [],
    mx: ["google.com", "googlemail.com"],
    imap: tls("imap.gmail.com", 993),
    smtp: tls("smtp.gmail.com", 465),
    user: "address",
    logins: ["oauth", "app-password"],
    oauth: GOOGLE_OAUTH,
    page: "https://developers.google.com/workspace/gmail/imap/xoauth2-protocol",
  },
  {
    name: "Outlook.com",
    domains: [
      "outlook.com",
      "outlook.com.br",
      "hotmail.com",
      "hotmail.com.br",
      "live.com",
      "msn.com",
    ],
    mx: [],
    imap: tls("outlook.office365.com", 993),
    smtp: starttls("smtp-mail.outlook.com", 587),
    user: "address",
    logins: ["oauth"],
    oauth: MICROSOFT_OAUTH,
    sizes: "estimated",
    page: "https://support.microsoft.com/office/pop-imap-and-smtp-settings-8361e398-8af4-4e97-b147-6c6c4ac95353",
  },
  {
    name: "Microsoft 365",
    domains: [],
    mx: ["mail.protection.outlook.com", "mx.microsoft"],
    imap: tls("outlook.office365.com", 993),
    smtp: starttls("smtp.office365.com", 587),
    user: "address",
    logins: ["oauth"],
    oauth: MICROSOFT_OAUTH,
    sizes: "estimated",
    page: "https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth",
  },
  {
    // Hosts as many programs in use have them; no page of the provider's own could be compared.
    name: "Locaweb",
    domains: [],
    mx: ["locaweb.com.br", "email-ssl.com.br"],
    imap: tls("email-ssl.com.br", 993),
    smtp: tls("email-ssl.com.br", 465),
    user: "address",
    logins: ["password"],
    page: "https://www.locaweb.com.br/ajuda/",
  },
  {
    name: "UOL",
    domains: ["uol.com.br"],
    mx: [],
    imap: tls("imap.uol.com.br", 993),
    smtp: starttls("smtps.uol.com.br", 587),
    user: "local-part",
    logins: ["password"],
    page: "https://autoconfig.thunderbird.net/v1.1/uol.com.br",
  },
  {
    // Hosts as many programs in use have them; no page of the provider's own could be compared.
    name: "BOL",
    domains: ["bol.com.br"],
    mx: [],
    imap: tls("imap.bol.com.br", 993),
    smtp: starttls("smtps.bol.com.br", 587),
    user: "address",
    logins: ["password"],
    page: "https://email.uol.com.br/",
  },
  {
    name: "Zoho Mail",
    domains: ["zoho.com", "zohomail.com"],
    mx: [],
    imap: tls("imap.zoho.com", 993),
    smtp: tls("smtp.zoho.com", 465),
    user: "address",
    logins: ["app-password", "password"],
    page: "https://www.zoho.com/mail/help/imap-access.html",
  },
  {
    name: "Zoho Mail for organisations",
    domains: [],
    mx: ["zoho.com"],
    imap: tls("imappro.zoho.com", 993),
    smtp: tls("smtppro.zoho.com", 465),
    user: "address",
    logins: ["app-password", "password"],
    page: "https://www.zoho.com/mail/help/imap-access.html",
  },
  {
    name: "Zoho Mail for organisations (Europe)",
    domains: [],
    mx: ["zoho.eu"],
    imap: tls("imappro.zoho.eu", 993),
    smtp: tls("smtppro.zoho.eu", 465),
    user: "address",
    logins: ["app-password", "password"],
    page: "https://www.zoho.com/mail/help/imap-access.html",
  },
  {
    // Hosts as many programs in use have them; no page of the provider's own could be compared.
    name: "KingHost",
    domains: [],
    mx: ["kinghost.net"],
    imap: tls("imap.kinghost.net", 993),
    smtp: starttls("smtp.kinghost.net", 587),
    user: "address",
    logins: ["password"],
    page: "https://king.host/wiki/",
  },
  {
    // Hosts as many programs in use have them; no page of the provider's own could be compared.
    name: "Terra",
    domains: ["terra.com.br"],
    mx: [],
    imap: tls("imap.terra.com.br", 993),
    smtp: starttls("smtp.terra.com.br", 587),
    user: "address",
    logins: ["password"],
    page: "https://mail.terra.com.br/",
  },
  {
    name: "Yahoo Mail",
    domains: ["yahoo.com", "yahoo.com.br", "ymail.com", "rocketmail.com"],
    // AOL's exchangers are in another zone of the same domain.
    mx: ["am0.yahoodns.net"],
    imap: tls("imap.mail.yahoo.com", 993),
    smtp: tls("smtp.mail.yahoo.com", 465),
    user: "address",
    logins: ["app-password"],
    page: "https://autoconfig.thunderbird.net/v1.1/yahoo.com",
  },
  {
    name: "iCloud Mail",
    domains: ["icloud.com", "me.com", "mac.com"],
    mx: ["mail.icloud.com"],
    imap: tls("imap.mail.me.com", 993),
    smtp: starttls("smtp.mail.me.com", 587),
    user: "address",
    logins: ["app-password"],
    page: "https://support.apple.com/102525",
  },
];

/** The provider of an address, by its domain. */
export function presetOfDomain(domain: string): ProviderPreset | undefined {
  return PROVIDER_PRESETS.find((preset) => preset.domains.includes(domain.toLowerCase()));
}

/** The provider where a domain's mail goes, by its most preferred exchanger. */
export function presetOfExchanger(exchanger: string): ProviderPreset | undefined {
  const host = exchanger.toLowerCase().replace(/\.$/, "");
  return PROVIDER_PRESETS.find((preset) =>
    preset.mx.some((suffix) => host === suffix || host.endsWith(`.${suffix}`)),
  );
}

/** What a preset means for one address. */
export function presetCandidate(
  preset: ProviderPreset,
  address: string,
  found: Pick<MailboxCandidate, "source" | "from">,
): MailboxCandidate {
  const at = address.lastIndexOf("@");
  const user = preset.user === "address" ? address : address.slice(0, at);
  return {
    ...found,
    provider: preset.name,
    imap: { ...preset.imap, user },
    smtp: { ...preset.smtp, user },
    logins: preset.logins,
    oauth: preset.oauth,
    sizes: preset.sizes ?? "exact",
    // Whoever forges an MX can choose among the providers we know, and at none of them is he.
    needsConfirmation: false,
  };
}
