/* What a gateway needs to find a mailbox's settings and to try them. */
export { emailSettings } from "../settings.ts";
export { AUTOCONFIG_BYTES_MAX } from "./autoconfig-file.ts";
export { discoverMailbox, LOOK_TIMEOUT_MS } from "./discover-mailbox.ts";
export { gatherSenderRecords } from "./gather-sender-records.ts";
export type { MailboxCandidate } from "./mail-candidate.ts";
export {
  authorizeUrlOf,
  type ConsentAsk,
  consentUrl,
  exchangeCode,
  oneLine,
  refusalOf,
} from "./mail-consent.ts";
export { type MailDns, systemDns } from "./mail-dns.ts";
export { mailboxHalves } from "./mailbox-halves.ts";
export type { MailboxUnderTest } from "./mailbox-test.ts";
export { testMailbox } from "./test-mailbox.ts";
