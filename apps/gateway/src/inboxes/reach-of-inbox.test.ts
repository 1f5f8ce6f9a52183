import { asId, type InboxId } from "@circuito/domain";
import { reachOfInbox } from "./reach-of-inbox.ts";

const inboxId = asId<InboxId>("01a218fa-23f4-7eab-8098-3cc50283d16c");
const catcher = { inboxId, port: 40_001 };
const DEMO = { in: "listener", smtpHost: "127.0.0.1", smtpPort: 40_001, smtpSecurity: "none" };

test.each<[string, string, object, boolean]>([
  ["the demo's mailbox sends to the catcher", inboxId, {}, true],
  ["another inbox with the same settings", "01a218fa-23f4-7eab-8098-3cc50283d16d", {}, false],
  ["another port", inboxId, { smtpPort: 6379 }, false],
  ["another name for the machine", inboxId, { smtpHost: "localhost" }, false],
  ["a fetching half beside it", inboxId, { in: "imap", imapHost: "127.0.0.1" }, false],
  ["a fetching half by default", inboxId, { in: undefined }, false],
  ["tokens from somewhere", inboxId, { oauthTokenUrl: "https://127.0.0.1/" }, false],
])("%s: %#", (_, id, change, expected) => {
  const row = { id: asId<InboxId>(id), settings: { ...DEMO, ...change } };
  const mayReach = reachOfInbox(row, { mayReach: () => false, catcher });
  expect(mayReach("127.0.0.1")).toBe(expected);
  expect(mayReach("::1")).toBe(false);
  expect(mayReach("10.0.0.1")).toBe(false);
});

test("where there is no demo, every inbox has the installation's reach", () => {
  const row = { id: inboxId, settings: DEMO };
  expect(reachOfInbox(row, { mayReach: () => false })("127.0.0.1")).toBe(false);
  expect(reachOfInbox(row, { mayReach: () => true })("192.0.2.1")).toBe(true);
});
