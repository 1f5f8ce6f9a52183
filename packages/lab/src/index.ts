export { type Certificate, makeCertificate } from "./certificate.ts";
export { type ConsentConduct, FakeConsentProvider } from "./fake-consent-provider.ts";
export { FakeDns, type FakeRecord } from "./fake-dns.ts";
export * from "./fake-graph/index.ts";
export { FakeImapServer, type ImapConduct } from "./fake-imap/fake-imap-server.ts";
export { type FakeMail, FakeMailbox } from "./fake-imap/fake-mailbox.ts";
export { FakeSmsProvider } from "./fake-sms-provider.ts";
export { FakeTraceCollector, type ToldSpan } from "./fake-trace-collector.ts";
export { FakeTwilio, type ListedMessage } from "./fake-twilio.ts";
export { flushRedis } from "./flush-redis.ts";
export { type CaughtLetter, findDemoMailbox, readCaughtLetters } from "./gateway/demo-mail.ts";
export { type GatewayOptions, GatewayProcess } from "./gateway/gateway-process.ts";
export {
  type DemoGateway,
  type DemoGatewayOptions,
  LAB_ACCOUNT,
  readDemoAdmin,
  readDemoLogins,
  startDemoGateway,
} from "./gateway/start-demo-gateway.ts";
export { contentHash, type HistoryEvent, Journal, parseJournal } from "./journal.ts";
export * from "./load/index.ts";
export * from "./oracle/index.ts";
export { type Answer, judgeAnswer, postSigned } from "./post-signed.ts";
export { CrashWorld } from "./proof/crash/crash-world.ts";
export { ALL_POINTS } from "./proof/crash/plan-cases.ts";
export { runCase } from "./proof/crash/run-case.ts";
export { makeTraffic } from "./proof/crash/traffic.ts";
export { type FinalFacts, readFinally } from "./proof/final-read.ts";
export * from "./proxy/index.ts";
export { type SignedHeaders, signWebhook, verifyWebhook } from "./standard-webhooks.ts";
export * from "./whatsapp-web/index.ts";
