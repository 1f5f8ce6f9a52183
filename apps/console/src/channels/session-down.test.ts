import type { InboxView, SessionView } from "@circuito/protocol";
import { downInboxes, followDown } from "./session-down.ts";

const NOW = Date.parse("2026-04-18T12:00:00.000Z");

const inbox = (state: SessionView["state"], secondsAgo: number, enabled = true): InboxView => ({
  id: "a",
  name: "WhatsApp",
  channel: "whatsapp",
  provider: "whatsapp-web",
  enabled,
  tellsProtocol: true,
  webhookUrl: null,
  settings: {},
  session: {
    state,
    since: new Date(NOW - secondsAgo * 1_000).toISOString(),
    because: null,
    detail: null,
    account: null,
    backlog: null,
    ignored: {},
  },
});

const mailbox = (
  status: NonNullable<InboxView["connection"]>["status"],
  secondsAgo: number,
  enabled = true,
): InboxView => {
  const { session: _, ...rest } = inbox("ready", 0, enabled);
  const since = new Date(NOW - secondsAgo * 1_000).toISOString();
  return { ...rest, channel: "email", connection: { status, since } };
};

test.each([
  ["a mailbox that is read", [mailbox("connected", 9_000)], false],
  ["a mailbox in trouble since just now", [mailbox("trouble", 30)], false],
  ["a mailbox in trouble", [mailbox("trouble", 61)], true],
  ["one that tries again and again", [mailbox("trouble", 90), mailbox("connecting", 5)], true],
  ["one that is well again", [mailbox("trouble", 90), mailbox("connected", 5)], false],
  ["a mailbox that is turned off", [mailbox("trouble", 900, false)], false],
  ["ready for hours", [inbox("ready", 9_000)], false],
  ["a browser that was just started", [inbox("launching", 30)], false],
  ["waiting for a code for long", [inbox("awaiting-scan", 61)], true],
  ["logged out", [inbox("logged-out", 600)], true],
  ["trying again and again", [inbox("backing-off", 90), inbox("launching", 10)], true],
  [
    "well in between",
    [inbox("backing-off", 90), inbox("ready", 40), inbox("launching", 10)],
    false,
  ],
  ["stopped by us", [inbox("stopped", 900)], false],
  ["turned off", [inbox("failed", 900, false)], false],
] as const)("%s", (_, story, isDown) => {
  let since = followDown(new Map(), []);
  for (const moment of story) since = followDown(since, [moment]);
  expect(downInboxes(story.slice(-1), since, NOW).length > 0).toBe(isDown);
});
