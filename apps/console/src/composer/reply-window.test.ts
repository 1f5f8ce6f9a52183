import { WINDOW_MARGIN_MS } from "@circuito/protocol/chat-text";
import { replyWindow, type WindowFacts } from "./reply-window.ts";

const END = "2026-04-18T12:00:00.000Z";
const at = (told: Partial<WindowFacts>): WindowFacts => ({
  endsAt: END,
  now: Date.parse(END) - WINDOW_MARGIN_MS - 60_000,
  ...told,
});

test.each([
  ["a channel without an end", at({ endsAt: null }), { kind: "none" }],
  ["time left", at({}), { kind: "open", leftMs: 60_000 }],
  [
    "so near the end that a reply may come too late",
    at({ now: Date.parse(END) - WINDOW_MARGIN_MS }),
    { kind: "over", because: "time" },
  ],
  ["a refusal before the end", at({ refusedUnder: END }), { kind: "over", because: "refused" }],
  [
    "a refusal where no end was told",
    at({ endsAt: null, refusedUnder: null }),
    { kind: "over", because: "refused" },
  ],
  [
    "the customer wrote after a refusal",
    at({ refusedUnder: "2026-04-17T12:00:00.000Z" }),
    { kind: "open", leftMs: 60_000 },
  ],
] as const)("%s", (_, facts, expected) => {
  expect(replyWindow(facts)).toEqual(expected);
});
