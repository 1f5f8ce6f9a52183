/* What a gateway needs to take mail in that a mail server hands over. */
export { joinParsePool } from "./receive/parse-pool.ts";
export { createReadMail } from "./receive/read-mail.ts";
export { EMAIL_SECRETS, emailSettings, ownAddresses } from "./settings.ts";
export { type MailListener, startMailListener } from "./transport/listener/mail-listener.ts";
export type { ListeningInbox } from "./transport/listener/take-mail.ts";
