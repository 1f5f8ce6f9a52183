import type { AgentNowView, BoardMinuteView, QueueNowView } from "@circuito/protocol";
import { boardPart, byRisk, figuresOf, minutesOf } from "./figures.ts";

const NOW = Date.parse("2026-11-27T12:00:30Z");
const ago = (seconds: number) => new Date(NOW - seconds * 1_000).toISOString();
const queue = (id: string, part: Partial<QueueNowView> = {}): QueueNowView => ({
  ...{ id, name: id, level: 1, role: "solver", area: null, waiting: 0, waitingSince: null },
  ...{ inService: 0, atRisk: 0, broken: 0, due: 0, met: 0, abandoned: 0 },
  ...part,
});
const agent = (queueIds: string[], part: Partial<AgentNowView> = {}): AgentNowView => ({
  ...{ id: queueIds.join(), name: "Ana", queueIds, wanted: "available", wantedReason: null },
  ...{ wantedSince: ago(60), reachable: true, activeAt: null, load: 0, capacity: 6, held: {} },
  ...part,
});
const targets = {
  ...{ waiting: 2, longestWaitSeconds: 60, keptPercent: 90, available: 1, abandoned: null },
};
const minute = (at: number, queueId: string | null, waiting: number): BoardMinuteView => ({
  ...{ minute: new Date(at).toISOString(), queueId, waiting, longestWaitSeconds: 0 },
  ...{ inService: 0, met: 0, due: 0, abandoned: 0, available: 0 },
});

test("figures are of the part that is shown, each judged by what it should be", () => {
  const queues = [
    queue("a", { waiting: 2, waitingSince: ago(61), met: 8, due: 9, area: "Lojas" }),
    queue("b", { waiting: 1, inService: 3, met: 1, due: 1 }),
  ];
  const agents = [agent(["a", "b"]), agent(["b"], { wanted: "away" })];
  const of = (search: Parameters<typeof boardPart>[1]) =>
    figuresOf(boardPart({ queues, agents }, search), targets, [], NOW).map((figure) => [
      ...[figure.name, figure.value, figure.isBreached],
    ]);
  expect(of({})).toEqual([
    ["waiting", 3, true],
    ["longestWait", 61, true],
    ["kept", 90, false],
    ["inService", 3, false],
    ["available", 1, false],
    ["abandoned", 0, false],
  ]);
  expect(of({ team: "Lojas" }).slice(0, 3)).toEqual([
    ["waiting", 2, false],
    ["longestWait", 61, true],
    ["kept", 88, true],
  ]);
});

test("where nothing was due nothing is judged, and a percent is never rounded up to its target", () => {
  const kept = (met: number, due: number) =>
    figuresOf({ queues: [queue("a", { met, due })], agents: [] }, targets, [], NOW)[2];
  expect(kept(0, 0)).toMatchObject({ value: null, isBreached: false });
  expect(kept(899, 1_000)).toMatchObject({ value: 89, isBreached: true });
});

test("who wants conversations and cannot be reached is not available", () => {
  const part = { queues: [queue("a")], agents: [agent(["a"], { reachable: false })] };
  expect(figuresOf(part, targets, [], NOW)[4]).toMatchObject({ value: 0, of: 1, isBreached: true });
});

test("the course is the last hour; a minute that nobody wrote down is a gap", () => {
  const at = Date.parse("2026-11-27T12:00:00Z");
  const course = figuresOf(
    { queues: [], agents: [] },
    targets,
    [minute(at, null, 4), minute(at - 2 * 60_000, null, 2), minute(at - 61 * 60_000, null, 9)],
    NOW,
  )[0]?.course;
  expect(course).toHaveLength(60);
  expect(course?.slice(-3)).toEqual([2, null, 4]);
  expect(course?.slice(0, 57).every((value) => value === null)).toBe(true);
});

test("of one queue its own minutes are told, of all the sum, of several none", () => {
  const minutes = [minute(0, null, 3), minute(0, "a", 1), minute(0, "b", 2)];
  const shown = [queue("a"), queue("b")];
  expect(minutesOf(minutes, {}, shown)).toEqual([minutes[0]]);
  expect(minutesOf(minutes, { queue: "a" }, [queue("a")])).toEqual([minutes[1]]);
  expect(minutesOf(minutes, { team: "x" }, shown)).toEqual([]);
});

test("what is broken comes first, then what is at risk, what nobody serves, and who waits longest", () => {
  const queues = [
    ...[queue("quiet"), queue("long", { waiting: 1, waitingSince: ago(500) })],
    queue("short", { waiting: 9, waitingSince: ago(5) }),
    queue("unserved", { waiting: 1, waitingSince: ago(1) }),
    ...[queue("risky", { atRisk: 1 }), queue("broken", { broken: 1 })],
  ];
  const agents = [agent(["long", "short", "quiet"])];
  expect(byRisk(queues, agents, NOW).map(({ id }) => id)).toEqual([
    ...["broken", "risky", "unserved", "long", "short", "quiet"],
  ]);
});
