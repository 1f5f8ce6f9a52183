import { CHECK_STATUSES, CHECKS, FINDINGS, type FindingCode } from "@circuito/domain";
import { z } from "zod";

/** What the doctor looks at and finds; the words for it are in `doctor-text`. */

const plannedCheck = z.object({
  /** Names this check in this run, and the next. */
  id: z.string(),
  check: z.enum(CHECKS),
  inbox: z.object({ id: z.string(), name: z.string() }).nullable(),
});
const status = z.enum(CHECK_STATUSES);
const because = z.enum(Object.keys(FINDINGS) as [FindingCode, ...FindingCode[]]);

/** One line of the answer: what will be looked at; each thing as it is seen; the worst of all. */
export const diagnosticEvent = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("planned"), checks: z.array(plannedCheck).readonly() }),
  plannedCheck.extend({
    kind: z.literal("finding"),
    status,
    because,
    facts: z.record(z.string(), z.union([z.string(), z.number()])).readonly(),
    ms: z.int(),
  }),
  z.object({ kind: z.literal("finished"), worst: status }),
]);
export type DiagnosticEvent = z.infer<typeof diagnosticEvent>;
export type PlannedCheckView = z.infer<typeof plannedCheck>;
