import { z } from "zod";
import { DISCLOSED } from "../disclosures.ts";
import { instant } from "../instant.ts";
import { agentRole } from "./people.ts";

/** Who acts: an account in the console, a program by its key, a command, or nobody who could be told. */
export const auditActorKind = z.enum(["agent", "api-key", "cli", "nobody"]);
export type AuditActorKind = z.infer<typeof auditActorKind>;

/** What somebody set, or that they got in. */
export const auditEntryView = z.object({
  /** Number in the chain. */
  seq: z.int(),
  at: instant,
  actor: z.object({
    kind: auditActorKind,
    id: z.string().nullable(),
    name: z.string(),
  }),
  /** Network address of the request. */
  address: z.string().nullable(),
  /** Name of the route or command. */
  action: z.string(),
  /** `done`, or the code of the problem that was answered. */
  outcome: z.string(),
  /** Kind and id: `queues/3f2a…`. */
  object: z.string().nullable(),
  objectName: z.string().nullable(),
  /** The reason or note that was given. */
  said: z.string().nullable(),
  /** What was seen or taken away by it, where that is worth a look: see `DISCLOSURES`. */
  discloses: z.enum(DISCLOSED).nullable(),
  /** Leaf by leaf; long values are cut. */
  differences: z.array(
    z.object({
      path: z.string(),
      before: z.json().optional(),
      after: z.json().optional(),
    }),
  ),
});
export type AuditEntryView = z.infer<typeof auditEntryView>;

/** A key of a program; the key itself is shown once, when it is made. */
export const apiKeyView = z.object({
  id: z.uuid(),
  name: z.string(),
  role: agentRole,
  createdAt: instant,
  createdBy: z.string().nullable(),
  expiresAt: instant.nullable(),
  /** The key that takes its place: it ends soon. */
  replacedBy: z.uuid().nullable(),
  /** To the minute. */
  lastUsedAt: instant.nullable(),
});
export type ApiKeyView = z.infer<typeof apiKeyView>;
