/** How far back is looked, in days. */
export const AUDIT_PERIODS = [7, 30, 90, 365] as const;
export type AuditPeriod = (typeof AUDIT_PERIODS)[number];

/** What the address says about the list; absent means all, and thirty days. */
export interface AuditSearch {
  readonly who?: string;
  readonly action?: string;
  readonly days?: AuditPeriod;
}

/** Reads an address somebody may have typed: what makes no sense is left out. */
export function readAuditSearch(raw: Readonly<Record<string, unknown>>): AuditSearch {
  const { who, action, days } = raw;
  const period = AUDIT_PERIODS.find((period) => period === Number(days));
  return {
    ...(typeof who === "string" && who !== "" ? { who } : {}),
    ...(typeof action === "string" && action !== "" ? { action } : {}),
    ...(period === undefined ? {} : { days: period }),
  };
}
