import type { MailboxCandidate } from "../../api/mailbox-setup.ts";
import { blankForm, fillFrom, type MailboxForm, storedForm } from "./mailbox-form.ts";
import { fieldOf, isConnectionChanged, mistakesIn, settingsOf } from "./mailbox-settings.ts";

const candidate: MailboxCandidate = {
  source: "autoconfig",
  from: "https://autoconfig.example.org/mail/config-v1.1.xml",
  provider: "Example",
  imap: { host: "imap.example.org", port: 993, security: "tls", user: "ajuda@example.org" },
  smtp: { host: "smtp.example.org", port: 587, security: "starttls", user: "ajuda@example.org" },
  logins: ["oauth", "app-password"],
  oauth: {
    authorizeUrl: "https://login.example.org/authorize",
    tokenUrl: "https://login.example.org/token",
    scope: "mail",
  },
  needsConfirmation: false,
};

test("what was found fills both halves, and one password serves both", () => {
  const form = { ...fillFrom(candidate, blankForm("ajuda@example.org")), password: "segredo" };
  expect(mistakesIn(form)).toEqual({});
  expect(settingsOf(form)).toEqual({
    address: "ajuda@example.org",
    in: "imap",
    imapHost: "imap.example.org",
    imapPort: 993,
    imapSecurity: "tls",
    imapUser: "ajuda@example.org",
    imapPassword: "segredo",
    smtpHost: "smtp.example.org",
    smtpPort: 587,
    smtpSecurity: "starttls",
    smtpUser: "ajuda@example.org",
    smtpPassword: "segredo",
  });
});

test("with a grant no password is asked for nor sent", () => {
  const form = {
    ...fillFrom(candidate, blankForm("ajuda@example.org")),
    login: "oauth" as const,
    password: "esquecida",
  };
  expect(mistakesIn(form)).toEqual({
    "oauth.clientId": "required",
    "oauth.refreshToken": "required",
  });
  expect(Object.keys(settingsOf(form)).filter((name) => /password/i.test(name))).toEqual([]);
  expect(settingsOf(form)).toMatchObject({ oauthTokenUrl: "https://login.example.org/token" });
});

test("a mailbox may only send, or only receive, but not neither", () => {
  const form = { ...fillFrom(candidate, blankForm("ajuda@example.org")), password: "segredo" };
  const sending = { ...form, receives: false };
  expect(mistakesIn(sending)).toEqual({});
  expect(settingsOf(sending)).toMatchObject({ in: "none", smtpHost: "smtp.example.org" });
  expect(Object.keys(settingsOf({ ...form, sends: false }))).not.toContain("smtpHost");
  expect(mistakesIn({ ...form, receives: false, sends: false })).toEqual({ direction: "required" });
});

test.each([
  ["", "required"],
  ["abc", "range"],
  ["70000", "range"],
  ["-1", "range"],
  ["0", "range"],
])("%j is no port", (port, mistake) => {
  const form = { ...fillFrom(candidate, blankForm("a@example.org")), password: "x" };
  expect(mistakesIn({ ...form, imap: { ...form.imap, port } })).toEqual({ "imap.port": mistake });
});

test("who sends through another account gives its password, too", () => {
  const found = fillFrom(candidate, blankForm("ajuda@example.org"));
  const form = { ...found, password: "segredo", smtpHasOwnPassword: true };
  expect(mistakesIn(form)).toEqual({ smtpPassword: "required" });
  expect(settingsOf({ ...form, smtpPassword: "outro" })).toMatchObject({
    imapPassword: "segredo",
    smtpPassword: "outro",
  });
});

/** As the server tells it: without its secrets. */
const STORED = {
  address: "ajuda@example.org",
  displayName: "Loja",
  aliases: ["sac@example.org"],
  mailboxes: ["INBOX", "Chamados"],
  in: "imap",
  imapHost: "imap.example.org",
  imapUser: "ajuda@example.org",
  smtpHost: "smtp.example.org",
  smtpPort: 587,
  smtpSecurity: "starttls",
  smtpUser: "ajuda@example.org",
  dkimDomain: "example.org",
};
const GRANTED = {
  address: "ajuda@example.org",
  imapHost: "imap.example.org",
  imapUser: "ajuda@example.org",
  oauthTokenUrl: "https://login.example.org/token",
  oauthClientId: "circuito",
};
const server = (form: MailboxForm, half: "imap" | "smtp", change: object): MailboxForm => ({
  ...form,
  [half]: { ...form[half], ...change },
});

test("a mailbox that is there is saved as it was: nothing unseen is lost, no secret is made up", () => {
  const form = storedForm(STORED);
  expect(mistakesIn(form, STORED)).toEqual({});
  expect(isConnectionChanged({ ...form, displayName: "Loja Ipê" }, form)).toBe(false);
  expect(settingsOf(form, STORED)).toEqual({ ...STORED, imapPort: 993, imapSecurity: "tls" });
  const granted = storedForm(GRANTED);
  expect(mistakesIn(granted, GRANTED)).toEqual({});
  expect(settingsOf(granted, GRANTED)).toMatchObject(GRANTED);
});

test("a password typed once is that of both halves; for two accounts each has its own", () => {
  const form = storedForm(STORED);
  expect(settingsOf({ ...form, password: "nova" }, STORED)).toMatchObject({
    imapPassword: "nova",
    smtpPassword: "nova",
  });
  const relayed = { ...STORED, smtpUser: "AKIA", smtpHost: "email-smtp.example.net" };
  const two = storedForm(relayed);
  expect(two.smtpHasOwnPassword).toBe(true);
  const saved = settingsOf({ ...two, password: "nova" }, relayed);
  expect(saved).toMatchObject({ imapPassword: "nova", smtpUser: "AKIA" });
  expect(saved).not.toHaveProperty("smtpPassword");
});

test.each<[string, (form: MailboxForm) => MailboxForm, object]>([
  ["another host", (form) => server(form, "imap", { host: "imap.example.net" }), {}],
  ["another port", (form) => server(form, "smtp", { port: "2525" }), {}],
  ["a less safe line", (form) => server(form, "imap", { security: "starttls" }), {}],
  ["another certificate", (form) => server(form, "imap", { certificate: "PEM" }), {}],
])("%s: a kept password is asked for again", (_, change) => {
  const form = change(storedForm(STORED));
  expect(mistakesIn(form, STORED)).toEqual({ password: "needed-again" });
  expect(mistakesIn({ ...form, password: "segredo" }, STORED)).toEqual({});
});

test("a grant is asked for again where it would go elsewhere", () => {
  const form = storedForm(GRANTED);
  const again = { "oauth.refreshToken": "needed-again" };
  expect(mistakesIn(server(form, "imap", { host: "imap.example.net" }), GRANTED)).toEqual(again);
  const tokenUrl = "https://login.example.net/token";
  expect(mistakesIn({ ...form, oauth: { ...form.oauth, tokenUrl } }, GRANTED)).toEqual(again);
});

test("secrets that nothing uses any more are taken out", () => {
  const form = storedForm(STORED);
  expect(settingsOf({ ...form, sends: false }, STORED)).toMatchObject({ smtpPassword: null });
  expect(settingsOf({ ...form, sends: false }, STORED)).not.toHaveProperty("smtpHost");
  const oauth = { ...form.oauth, ...{ tokenUrl: "https://login.example.org", clientId: "c" } };
  const granted = { ...form, login: "oauth" as const, oauth: { ...oauth, refreshToken: "r" } };
  expect(mistakesIn(granted, STORED)).toEqual({});
  expect(settingsOf(granted, STORED)).toMatchObject({ imapPassword: null, smtpPassword: null });
  const back = { ...storedForm(GRANTED), login: "password" as const };
  expect(mistakesIn(back, GRANTED)).toEqual({ password: "required" });
  const saved = settingsOf({ ...back, password: "nova" }, GRANTED);
  expect(saved).toMatchObject({ oauthRefreshToken: null, imapPassword: "nova" });
  expect(saved).not.toHaveProperty("oauthTokenUrl");
});

test("mail that a server hands over, to be sent by a relay that knows us, stays so", () => {
  const relayed = {
    address: "ajuda@example.org",
    in: "listener",
    smtpHost: "127.0.0.1",
    smtpPort: 2526,
    smtpSecurity: "none",
  };
  const form = storedForm(relayed);
  expect(form.receives).toBe(false);
  expect(mistakesIn(form, relayed)).toEqual({});
  expect(settingsOf(form, relayed)).toEqual({ ...relayed, smtpPassword: null });
  const fetched = { ...form, receives: true };
  expect(mistakesIn(fetched, relayed)).toMatchObject({ "imap.host": "required" });
});

test.each([
  ["imapHost", "imap.host"],
  ["smtpCertificate", "smtp.certificate"],
  ["smtpPassword", "password"],
  ["oauthRefreshToken", "oauth.refreshToken"],
  ["address", "address"],
])("what the server says of %s stands at %s", (setting, field) => {
  expect(fieldOf(setting, storedForm(STORED))).toBe(field);
});
