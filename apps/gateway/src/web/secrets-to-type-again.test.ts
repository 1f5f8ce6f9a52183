import { connectorFor } from "../inboxes/connectors.ts";
import { secretsToTypeAgain } from "./secrets-to-type-again.ts";

function definition(channel: "email" | "sms" | "loopback") {
  const found = connectorFor(channel);
  if (!found) throw new Error(`no connector for ${channel}`);
  return found;
}

const password = {
  address: "help@example.org",
  imapHost: "imap.example.org",
  imapUser: "help",
  imapPassword: "of the mailbox",
  smtpHost: "smtp.example.org",
  smtpUser: "help",
  smtpPassword: "of the server",
};
const {
  imapPassword: _,
  smtpPassword: __,
  ...grant
} = {
  ...password,
  oauthTokenUrl: "https://id.example.org/token",
  oauthClientId: "client",
  oauthClientSecret: "of the client",
  oauthRefreshToken: "of the grant",
};
const webhook = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const twilio = {
  provider: "twilio",
  accountSid: `AC${"0".repeat(32)}`,
  authToken: "t".repeat(32),
  from: "+5511999990000",
};
const generic = {
  provider: "generic",
  secret: webhook,
  from: "+5511999990000",
  sendUrl: "https://sms.example.org/",
};

test.each<["email" | "sms" | "loopback", object, object, readonly string[]]>([
  ["email", password, { imapHost: "imap.example.net" }, ["imapPassword"]],
  ["email", password, { imapPort: 143 }, ["imapPassword"]],
  ["email", password, { imapSecurity: "starttls" }, ["imapPassword"]],
  ["email", password, { smtpHost: "smtp.example.net" }, ["smtpPassword"]],
  ["email", password, { smtpHost: "smtp.example.net", smtpPassword: "typed again" }, []],
  ["email", password, { imapPort: 993, displayName: "Ajuda", imapUser: "other" }, []],
  ["email", password, { address: "other@example.org" }, []],
  [
    "email",
    grant,
    { oauthTokenUrl: "https://id.example.net/" },
    ["oauthClientSecret", "oauthRefreshToken"],
  ],
  ["email", grant, { imapHost: "imap.example.net" }, ["oauthRefreshToken"]],
  ["email", grant, { smtpPort: 587 }, ["oauthRefreshToken"]],
  ["sms", twilio, { apiBaseUrl: "https://sms.example.net" }, ["authToken"]],
  ["sms", twilio, { apiBaseUrl: "https://api.twilio.com", from: "+5511999990001" }, []],
  ["sms", generic, { sendUrl: "https://sms.example.net/" }, ["secret"]],
  ["loopback", { secret: webhook }, { deliverTo: "https://echo.example.net/" }, ["secret"]],
  ["loopback", { secret: webhook }, { ownName: "echo" }, []],
])("%s %j with %j: typed again are %j", (channel, before, change, expected) => {
  const after = { ...before, ...change };
  const again = secretsToTypeAgain(definition(channel), { ...before }, after, Object.keys(change));
  expect([...again].sort()).toEqual(expected);
});
