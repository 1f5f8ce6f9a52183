import { z } from "zod";
import { diagnosticEvent } from "../diagnostics.ts";
import { instant } from "../instant.ts";
import { agentRole, apiKeyView, auditActorKind, auditEntryView } from "../views.ts";
import { type ApiRoute, byId, list, nothing, page } from "./route.ts";

/** A year and a day: a key that lives longer is forgotten by everybody. */
const KEY_DAYS_MAX = 366;
/** A week in which the old key and its successor both open: time to bring the new one everywhere. */
const OVERLAP_HOURS_MAX = 168;

const newKey = z.object({
  apiKey: apiKeyView,
  /** Shown this once: only its hash is stored. */
  key: z.string(),
});

const apiLimits = z.object({
  /** What one key may ask; null: any number. */
  requests: z.object({ limit: z.int(), windowSeconds: z.int() }).nullable(),
  /** Until the present window ends. */
  resetSeconds: z.int(),
  keys: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      /** Of the present window; of several processes each may have taken some that it has not used yet. */
      used: z.int(),
      left: z.int().nullable(),
    }),
  ),
  bodyBytesMax: z.int(),
  fileBytesMax: z.int(),
  pageItemsMax: z.int(),
});
export type ApiLimits = z.infer<typeof apiLimits>;

const setupFacts = z.object({
  channel: z.boolean(),
  queue: z.boolean(),
  people: z.boolean(),
  hours: z.boolean(),
  /** A person has answered a customer: the set-up is over. */
  answered: z.boolean(),
});
export type SetupFacts = z.infer<typeof setupFacts>;

const auditFilter = z.strictObject({
  actorId: z.string().max(80).optional(),
  /** By what way they came: the console, a key of a program, a command, or nobody who could be told. */
  actorKind: auditActorKind.optional(),
  action: z.string().max(80).optional(),
  /** `queues`, or `queues/3f2a…`. */
  object: z
    .string()
    .regex(/^[a-z-]+(\/[\w-]+)?$/)
    .max(120)
    .optional(),
  /** Only what somebody saw or took away that few may. */
  disclosures: z.literal("1").optional(),
  from: instant.optional(),
  until: instant.optional(),
});

/** The installation as a whole: keys of programs, and who changed what. */
export const INSTALLATION_ROUTES = {
  getSetup: {
    method: "GET",
    path: "/setup",
    summary: "What is there already of all that the first answer needs",
    role: "admin",
    response: setupFacts,
  },
  diagnose: {
    method: "POST",
    path: "/diagnostics",
    summary:
      "Look at everything that breaks installations; each finding is told as it is seen. Every mailbox gets one letter from itself, and nothing else is changed",
    role: "admin",
    response: diagnosticEvent,
    streams: true,
  },
  listAudit: {
    method: "GET",
    path: "/audit",
    summary: "Who changed what, newest first; nobody can change it afterwards",
    role: "admin",
    query: auditFilter.safeExtend({
      /** Number of an entry: only older ones. */
      before: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
      limit: page.limit,
    }),
    response: z.object({
      items: z.array(auditEntryView),
      hasMore: z.boolean(),
      /** When the first entry was made that is kept: all since then are. Null: there is none. */
      keptSince: instant.nullable(),
    }),
  },
  getAuditFile: {
    method: "GET",
    path: "/audit/file",
    summary:
      "The same entries as a table to download (CSV), newest first; that it was taken is an entry itself",
    role: "admin",
    query: auditFilter.safeExtend({
      language: z.enum(["pt-BR", "en", "es"]).default("pt-BR"),
    }),
    response: z.string(),
    answersFile: true,
  },
  listApiKeys: {
    method: "GET",
    path: "/api-keys",
    summary: "Keys of programs that are not revoked",
    role: "admin",
    response: list(apiKeyView),
  },
  getApiLimits: {
    method: "GET",
    path: "/api-limits",
    summary: "How much a key may ask, and what each has used of the present minute",
    role: "admin",
    response: apiLimits,
  },
  createApiKey: {
    method: "POST",
    path: "/api-keys",
    summary: "Make a key; it is shown in this answer and never again",
    role: "admin",
    status: 201,
    body: z.strictObject({
      name: z.string().trim().min(1).max(120),
      role: agentRole,
      /** Absent: until it is revoked. */
      expiresInDays: z.int().min(1).max(KEY_DAYS_MAX).optional(),
    }),
    response: newKey,
  },
  rotateApiKey: {
    method: "POST",
    path: "/api-keys/:id/rotate",
    summary:
      "Make a successor of the same name, rights and length of life; the old key opens for some hours more",
    role: "admin",
    status: 201,
    params: byId,
    body: z.strictObject({ overlapHours: z.int().min(0).max(OVERLAP_HOURS_MAX).default(24) }),
    response: newKey,
  },
  revokeApiKey: {
    method: "DELETE",
    path: "/api-keys/:id",
    summary: "Revoke a key: it opens nothing from now on",
    role: "admin",
    params: byId,
    response: nothing,
  },
} as const satisfies Record<string, ApiRoute>;
