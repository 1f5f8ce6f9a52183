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

test.each([
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
