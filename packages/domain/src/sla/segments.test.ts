import type { During } from "./clock.ts";
import { doesCount } from "./segments.ts";
import type { SlaMeasure } from "./sla-policy.ts";

const policy = { pauses: ["on-hold", "third-party"] } as const;
const pauses: readonly During[] = ["waiting-customer", "on-hold", "third-party"];
const pausing = (measure: SlaMeasure) => pauses.filter((one) => !doesCount(measure, one, policy));

test.each<[SlaMeasure, readonly During[]]>([
  ["queue-wait", []],
  ["acceptance", []],
  ["first-response", pauses],
  ["next-response", pauses],
  ["resolution", pauses],
])("%s is paused by %j where the policy has every pause", (measure, expected) => {
  expect(pausing(measure)).toEqual(expected);
});
