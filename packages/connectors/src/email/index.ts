/* What a gateway needs to take mail in that a mail server hands over, and its demo to write mail. */

export { loopMark } from "./loop-mark.ts";
export type { ReadResult } from "./parse/parse-task.ts";
export { joinParsePool } from "./receive/parse-pool.ts";
export { createReadMail } from "./receive/read-mail.ts";
export { EMAIL_SECRETS, emailSettings, ownAddresses, smtpOf } from "./settings.ts";
export type { IncomingMail } from "./transport/incoming-mail.ts";
export { type MailListener, startMailListener } from "./transport/listener/mail-listener.ts";
export type { ListeningInbox } from "./transport/listener/take-mail.ts";
export type { OutgoingMail } from "./transport/smtp/outgoing-mail.ts";
export { renderMail } from "./transport/smtp/render-mail.ts";
export { SmtpSender } from "./transport/smtp/smtp-sender.ts";
export { smtpSettings } from "./transport/smtp/smtp-settings.ts";
