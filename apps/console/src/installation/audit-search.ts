import type { AuditActorKind } from "@circuito/protocol";

/** How far back is looked, in days; the last is as far as there is anything. */
export const AUDIT_PERIODS = ["1", "7", "30", "90", "365", "all"] as const;
export type AuditPeriod = (typeof AUDIT_PERIODS)[number];

export const AUDIT_PERIOD_USUAL: AuditPeriod = "30";

/** By what way somebody came. */
export const AUDIT_ORIGINS = [
  "agent",
  "api-key",
  "cli",
  "nobody",
] as const satisfies readonly AuditActorKind[];

/** What the address says about the list; absent means all, and thirty days. */
export interface AuditSearch {
  readonly who?: string;
  readonly origin?: AuditActorKind;
  readonly action?: string;
  /** `queues/3f2a…`, or `queues`. */
  readonly object?: string;
  /** Only what somebody saw or took away that few may. */
  readonly sensitive?: true;
  readonly days?: AuditPeriod;
  /** Number of the entry that is open. */
  readonly entry?: number;
}

const OBJECT = /^[a-z-]+(\/[\w-]+)?$/;

/** Reads an address somebody may have typed: what makes no sense is left out. */
export function readAuditSearch(raw: Readonly<Record<string, unknown>>): AuditSearch {
  const { who, action, object, sensitive } = raw;
  const origin = AUDIT_ORIGINS.find((one) => one === raw.origin);
  const days = AUDIT_PERIODS.find((period) => period === String(raw.days));
  const entry = Number(raw.entry);
  return {
    ...(isText(who) && { who }),
    ...(origin && { origin }),
    ...(isText(action) && { action }),
    ...(isText(object) && OBJECT.test(object) && { object }),
    ...(String(sensitive) === "true" && { sensitive: true as const }),
    ...(days && days !== AUDIT_PERIOD_USUAL && { days }),
    ...(Number.isSafeInteger(entry) && entry > 0 && { entry }),
  };
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

/** The next longer period; `undefined`: there is none. */
export const longerThan = (period: AuditPeriod): AuditPeriod | undefined =>
  AUDIT_PERIODS[AUDIT_PERIODS.indexOf(period) + 1];

const DAY_MS = 86_400_000;

/** What the API is asked for. */
export function auditQuery(search: AuditSearch, now: number) {
  const days = search.days ?? AUDIT_PERIOD_USUAL;
  return {
    actorId: search.who,
    actorKind: search.origin,
    action: search.action,
    object: search.object,
    disclosures: search.sensitive && ("1" as const),
    from: days === "all" ? undefined : new Date(now - Number(days) * DAY_MS).toISOString(),
  };
}
