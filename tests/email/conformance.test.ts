import { describeConnector } from "../../packages/connector/src/testing/index.ts";
import { email } from "../../packages/connectors/src/email/email.ts";
import {
  type MailExchanger,
  startMailExchanger,
} from "../../packages/connectors/src/email/transport/testing/mail-exchanger.ts";
import { FakeImapServer } from "../../packages/lab/src/index.ts";

let exchanger: MailExchanger | undefined;
beforeAll(async () => {
  exchanger = await startMailExchanger({ authOptional: true, disabledCommands: ["STARTTLS"] });
});
afterAll(async () => exchanger?.[Symbol.asyncDispose]());

describeConnector({
  name: "e-mail, by IMAP and SMTP",
  definition: email,
  settings: (providerUrl) => ({
    address: "help@example.org",
    displayName: "Ajuda",
    aliases: ["sac@example.org"],
    staff: ["example.org"],
    authservId: "mx.example.org",
    in: "imap",
    imapHost: "127.0.0.1",
    imapPort: Number(new URL(providerUrl).port),
    imapSecurity: "none",
    imapUser: "help",
    imapPassword: "k3-Password of the mailbox",
    firstMails: { from: "everything" },
    smtpHost: "127.0.0.1",
    smtpPort: exchanger?.port ?? 9,
    smtpSecurity: "none",
    perMinuteMax: 1_000,
  }),
  leased: {
    async provider() {
      const server = await FakeImapServer.start();
      return {
        url: `http://127.0.0.1:${server.port}`,
        deliver: ({ id, text }) => server.deliver(mail(id, text)),
        cut: () => server.cut(),
        refuseLogins() {
          server.conduct.login = "NO [AUTHENTICATIONFAILED] who are you";
        },
        [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
      };
    },
  },
  sending: {
    to: "mailto:ana@example.com",
    nowhere: "tel:+5511999990000",
    carriesMedia: true,
    lastSent: () => exchanger?.taken.at(-1)?.bytes ?? "",
  },
});

function mail(id: string, text: string): string {
  return [
    "From: ana@example.com",
    "To: help@example.org",
    "Subject: Pedido",
    `Message-ID: <${id}@mail.example.com>`,
    "",
    text,
    "",
  ].join("\r\n");
}
