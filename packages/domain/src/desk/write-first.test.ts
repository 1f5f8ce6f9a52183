import type { Address } from "../address.ts";
import { asId, type ConversationId, type QueueId } from "../ids.ts";
import type { Principal } from "./principal.ts";
import { type BeginFacts, refuseBegin, type WritableFacts, writableAt } from "./write-first.ts";

const NOW = Date.UTC(2026, 10, 26, 15);
const HOUR_MS = 3_600_000;
const solvers = asId<QueueId>("solvers");
const finance = asId<QueueId>("finance");
const ana: Principal = {
  kind: "agent",
  id: asId("ana"),
  name: "Ana",
  role: "agent",
  queueIds: [solvers],
};

const sms: WritableFacts = {
  channel: "sms",
  isOn: true,
  address: "tel:+5511987654321",
  hasWritten: false,
  optedOut: false,
  isUndeliverable: false,
  wantsTemplates: false,
  windowEndsAt: undefined,
};
const cloud: Partial<WritableFacts> = { channel: "whatsapp", wantsTemplates: true };
const to = (channel: string, address: Address, more: Partial<WritableFacts> = {}) => ({
  ...{ channel, address },
  ...more,
});

test.each<[string, Partial<WritableFacts>, string]>([
  ["a number by SMS, whoever never wrote", {}, "words"],
  ["a mail address by mail", to("email", "mailto:bia@example.com"), "words"],
  ["a number by mail", { channel: "email" }, "other-channel"],
  ["a mail address by SMS", { address: "mailto:bia@example.com" }, "other-channel"],
  ["a form, which only takes in", to("form", "mailto:bia@example.com"), "other-channel"],
  ["a name in place of a number", { address: "sender:MYBANK" }, "not-routable"],
  ["no number", { address: "tel:banana" }, "not-routable"],
  ["a number as people write it", { address: "tel:+55 11 98765-4321" }, "not-routable"],
  ["no mail address", to("email", "mailto:bia"), "not-routable"],
  [
    "a mail address with something behind it",
    to("email", "mailto:b@example.com?bcc=x@y.z"),
    "not-routable",
  ],
  ["whoever sent a form", to("form", "form:1"), "not-routable"],
  ["whom a page vouches for", to("webchat", "customer:1/bia"), "not-routable"],
  ["a browser that never opened this chat", to("webchat", "visitor:1"), "never-wrote"],
  ["one that did", to("webchat", "visitor:1", { hasWritten: true }), "words"],
  ["a hidden account that never wrote", to("whatsapp", "wa-lid:1"), "never-wrote"],
  ["one that did", to("whatsapp", "wa-lid:1", { hasWritten: true }), "words"],
  ["a channel with addresses of its own", to("loopback", "loopback:bia"), "words"],
  ["an inbox that is switched off", { isOn: false }, "inbox-off"],
  ["who asked for no more", { optedOut: true }, "opted-out"],
  ["mail that bounced for good", { isUndeliverable: true }, "undeliverable"],
  ["WhatsApp that is a phone of ours", { channel: "whatsapp" }, "words"],
  ["WhatsApp of a business, who never wrote", cloud, "template"],
  ["who wrote an hour ago", { ...cloud, windowEndsAt: NOW + 23 * HOUR_MS }, "words"],
  ["who wrote two days ago", { ...cloud, windowEndsAt: NOW - 24 * HOUR_MS }, "template"],
])("%s", (_what, change, expected) => {
  const writable = writableAt({ ...sms, ...change }, NOW);
  expect(writable.kind === "refused" ? writable.because : writable.kind).toBe(expected);
});

const facts: BeginFacts = {
  ...sms,
  queueId: solvers,
  openId: undefined,
  hasTemplate: false,
  subject: undefined,
};
const openId = asId<ConversationId>("open");
const mail = to("email", "mailto:bia@example.com");

test.each<[string, Principal, Partial<BeginFacts>, string | undefined]>([
  ["by an agent, in a queue of theirs", ana, {}, undefined],
  ["in another queue", ana, { queueId: finance }, "not-a-member"],
  [
    "by a supervisor, in any queue",
    { ...ana, role: "supervisor" },
    { queueId: finance },
    undefined,
  ],
  ["in no queue", ana, { queueId: undefined }, "no-such-queue"],
  ["by a program", { kind: "api-key", id: "k", name: "CRM", role: "admin" }, {}, "not-an-agent"],
  ["while one is open", ana, { openId }, "another-is-open"],
  [
    "while one is open and its customer wants no more",
    ana,
    { openId, optedOut: true },
    "another-is-open",
  ],
  ["to who wants no more", ana, { optedOut: true }, "opted-out"],
  ["to an address of another channel", ana, { channel: "email" }, "other-channel"],
  ["in free words where there is no window", ana, cloud, "outside-window"],
  ["with an approved text", ana, { ...cloud, hasTemplate: true }, undefined],
  ["as a mail without a subject", ana, mail, "no-subject"],
  ["as a mail with a blank one", ana, { ...mail, subject: " " }, "no-subject"],
  ["as a mail with one", ana, { ...mail, subject: "Seu pedido" }, undefined],
])("begun: %s", (_what, who, change, expected) => {
  expect(refuseBegin(who, { ...facts, ...change }, NOW)).toBe(expected);
});
