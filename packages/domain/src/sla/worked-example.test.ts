import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Calendar } from "../calendar/calendar.ts";
import { HOUR_MS, MINUTE_MS, wallTime } from "../calendar/time-zone.ts";
import { type AgentId, asId, type QueueId } from "../ids.ts";
import { clocksOf } from "./clock.ts";
import { segmentsOf } from "./segments.ts";
import { type SlaMeasure, type SlaTerms, targetOf } from "./sla-policy.ts";
import { standingOf } from "./standing.ts";
import type { StoryEvent } from "./story.ts";

const page = readFileSync(join(import.meta.dirname, "../../../../docs/sla.md"), "utf8");
const block = (name: string) => {
  const [, text] = new RegExp(`\`\`\`json ${name}\n([^\`]*)\`\`\``).exec(page) ?? [];
  return JSON.parse(text ?? "");
};

interface Written {
  readonly at: string;
  readonly kind: string;
  readonly queue?: string;
  readonly by?: string;
}

/** Names stand for ids: the example is about people. */
const story = (block("story") as Written[]).map(({ at, kind, queue, by }) => ({
  kind,
  at: Date.parse(at),
  ...(queue && { place: { queueId: asId<QueueId>(queue), level: 1 } }),
  ...(by && { agentId: asId<AgentId>(by) }),
  ...(kind === "hop" && { asksAcceptance: true }),
})) as unknown as readonly StoryEvent[];

const calendar: Calendar = block("calendar");
const target = (measure: SlaMeasure, hours: number) =>
  ({ measure, level: null, withinMs: hours * HOUR_MS, calendarId: "c" }) as const;
const terms: SlaTerms = {
  policyName: "example",
  targets: [target("first-response", 2), target("resolution", 10)],
  pauses: [],
  rules: [],
  calendars: { c: { name: "c", calendar } },
};
const clockOf = (measure: SlaMeasure) => {
  const clock = clocksOf(story).find((one) => one.measure === measure);
  if (!clock) throw new Error(`no ${measure}`);
  return clock;
};

/** 27/11 17:00 */
function wall(at: number): string {
  const [, month, day, time] =
    /^\d+-(\d+)-(\d+)T(\d+:\d+)/.exec(new Date(wallTime(calendar.timeZone, at)).toISOString()) ??
    [];
  return `${day}/${month} ${time}`;
}

function table(measure: SlaMeasure): string {
  const segments = segmentsOf(clockOf(measure), targetOf(terms, measure, 1), terms, 0);
  const rows = segments.map(
    ({ from, to, because, queueId, ownerId }) =>
      `| ${wall(from)} | ${(to - from) / MINUTE_MS} | ${because} | ${queueId} |${ownerId ? ` ${ownerId}` : ""} |`,
  );
  return [`| ${measure} | min | because | where | who |`, "|---|---|---|---|---|", ...rows].join(
    "\n",
  );
}

test.each(["first-response", "resolution"] as const)(
  "the page tells of the %s what the clock tells",
  (measure) => {
    expect(page).toContain(`\n${table(measure)}\n`);
  },
);

test("its figures are the clock's", () => {
  const first = standingOf(clockOf("first-response"), terms, 0);
  expect(first).toMatchObject({ state: "broken", countedMs: 135 * MINUTE_MS });
  expect(wall(first.moments.breach ?? 0)).toBe("28/11 09:00");
  const resolution = standingOf(clockOf("resolution"), terms, 0);
  expect(resolution).toMatchObject({ state: "met", countedMs: 145 * MINUTE_MS });
  expect(resolution.wallMs).toBe(18 * HOUR_MS + 20 * MINUTE_MS);
});
