import type { MailboxCandidate } from "../api/mailbox-setup.ts";
import { blankForm, fillFrom, missingFields, settingsOf } from "./mailbox-settings.ts";

const candidate: MailboxCandidate = {
  source: "autoconfig",
  from: "https://autoconfig.example.org/mail/config-v1.1.xml",
  provider: "Example",
  imap: { host: "imap.example.org", port: 993, security: "tls", user: "ajuda@example.org" },
  smtp: { host: "smtp.example.org", port: 587, security: "starttls", user: "ajuda@example.org" },
  logins: ["oauth", "app-password"],
  oauth: {
    tokenUrl: "https://login.example.org/token",
    scope: "mail",
  },
  needsConfirmation: false,
};

test("what was found fills both halves, and one password serves both", () => {
  const form = { ...fillFrom(candidate, blankForm("ajuda@example.org")), password: "segredo" };
  expect(missingFields(form)).toEqual([]);
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
  expect(missingFields(form)).toEqual(["oauth.clientId", "oauth.refreshToken"]);
  expect(Object.keys(settingsOf(form)).filter((name) => /password/i.test(name))).toEqual([]);
  expect(settingsOf(form)).toMatchObject({ oauthTokenUrl: "https://login.example.org/token" });
});

test("a mailbox may only send, or only receive, but not neither", () => {
  const form = { ...fillFrom(candidate, blankForm("ajuda@example.org")), password: "segredo" };
  const sending = { ...form, receives: false };
  expect(missingFields(sending)).toEqual([]);
  expect(settingsOf(sending)).toMatchObject({ in: "none", smtpHost: "smtp.example.org" });
  expect(Object.keys(settingsOf({ ...form, sends: false }))).not.toContain("smtpHost");
  expect(missingFields({ ...form, receives: false, sends: false })).toEqual(["direction"]);
});

test.each(["", "abc", "70000", "-1"])("%j is no port", (port) => {
  const form = { ...fillFrom(candidate, blankForm("a@example.org")), password: "x" };
  expect(missingFields({ ...form, imap: { ...form.imap, port } })).toEqual(["imap.port"]);
});
