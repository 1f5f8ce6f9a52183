import { mailboxHalves } from "./mailbox-halves.ts";

const ADDRESS = "ana@example.com";
const IMAP = {
  address: ADDRESS,
  imapHost: "imap.example.com",
  imapUser: "ana",
  imapPassword: "secret",
};
const SMTP = { smtpHost: "smtp.example.com", smtpUser: "ana", smtpPassword: "secret" };
const GRANT = {
  oauthTokenUrl: "https://login.example.com/token",
  oauthClientId: "client",
  oauthRefreshToken: "token",
};

test("what begins with imap is about fetching, what begins with smtp about sending", () => {
  const both = { ...IMAP, ...SMTP, imapPort: 1993, smtpPort: 587, smtpSecurity: "starttls" };
  expect(mailboxHalves({ ...both, displayName: "Ana", staff: [] })).toMatchObject({
    kind: "halves",
    imap: { host: "imap.example.com", port: 1993, security: "tls", user: "ana" },
    smtp: { host: "smtp.example.com", port: 587, security: "starttls" },
  });
});

test.each([
  ["only fetches", IMAP, [true, false]],
  ["only sends", { address: ADDRESS, ...SMTP, in: "none" }, [false, true]],
  ["is handed its mail", { ...IMAP, ...SMTP, in: "listener" }, [false, true]],
])("a mailbox that %s", (_, settings, expected) => {
  const halves = mailboxHalves(settings);
  if (halves.kind === "wrong") throw new Error(JSON.stringify(halves.issues));
  expect([halves.imap !== undefined, halves.smtp !== undefined]).toEqual(expected);
});

test("one grant serves both, unless the mail server has a password of its own", () => {
  const { imapPassword: _, ...imap } = IMAP;
  const { smtpPassword: __, ...smtp } = SMTP;
  expect(mailboxHalves({ ...imap, ...smtp, ...GRANT })).toMatchObject({
    imap: { oauthRefreshToken: "token" },
    smtp: { oauthRefreshToken: "token" },
  });
  const halves = mailboxHalves({ ...imap, ...SMTP, ...GRANT });
  expect(halves.kind === "halves" && halves.smtp?.oauthRefreshToken).toBeUndefined();
});

test("what is wrong has the name it has among the settings, and no value", () => {
  const halves = mailboxHalves({ ...IMAP, imapPort: "hunter2", smtpHost: "hunter2 again" });
  expect(halves).toEqual({
    kind: "wrong",
    issues: [
      { path: "imapPort", problem: "invalid_type" },
      { path: "smtpHost", problem: "custom" },
    ],
  });
});
