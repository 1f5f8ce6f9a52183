import type { DiagnosticEvent } from "@circuito/protocol";
import { CHECKS } from "@circuito/protocol/doctor-text";
import { CHECK_GROUPS, checksOf, NOTHING_SEEN, withEvent, withStatus } from "./diagnosis.ts";

const planned: DiagnosticEvent = {
  kind: "planned",
  checks: [
    { id: "redis", check: "redis", inbox: null },
    { id: "webhook-1", check: "webhook", inbox: { id: "1", name: "SMS" } },
  ],
};
const broken: DiagnosticEvent = {
  ...{ kind: "finding", id: "redis", check: "redis", inbox: null },
  ...{ status: "broken", because: "redis-away", facts: {}, ms: 3 },
};

test("every check stands in one group", () => {
  expect(Object.values(CHECK_GROUPS).flat().sort()).toEqual([...CHECKS].sort());
});

test("what was planned waits until it is seen, and a new look begins with nothing", () => {
  const first = [planned, broken].reduce(withEvent, NOTHING_SEEN);
  expect(checksOf("channels", first).map(({ id }) => id)).toEqual(["webhook-1"]);
  expect(first.findings.has("webhook-1")).toBe(false);
  expect(withStatus("broken", first).map(({ id }) => id)).toEqual(["redis"]);
  expect(first.isOver).toBe(false);
  expect(withEvent(first, { kind: "finished", worst: "broken" }).isOver).toBe(true);
  expect(withStatus("broken", withEvent(first, planned))).toEqual([]);
});
