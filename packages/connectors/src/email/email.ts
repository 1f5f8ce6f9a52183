import type { ConnectorDefinition } from "@circuito/connector";
import { TEXT_LENGTH_MAX } from "@circuito/domain";
import { openEmail } from "./open-email.ts";
import {
  EMAIL_SECRETS,
  EMAIL_SECRETS_GO_TO,
  type EmailSettings,
  emailSettings,
} from "./settings.ts";
import { mailboxProgress } from "./transport/imap/mailbox-progress.ts";

/** Mail of one address: fetched by IMAP or handed over by a mail server, sent by SMTP. */
export const email: ConnectorDefinition<EmailSettings> = {
  channel: "email",
  capabilities: {
    // A mail is never split.
    textLengthMax: TEXT_LENGTH_MAX,
    media: true,
    // The server that took a mail tells no more of it; failures come back as mails of their own.
    receipts: [],
    runs: "leased",
    webhook: false,
    socket: false,
  },
  settings: emailSettings,
  secrets: EMAIL_SECRETS,
  progress: mailboxProgress,
  secretsGoTo: EMAIL_SECRETS_GO_TO,
  open: (inbox, host) => openEmail(inbox, host),
};
