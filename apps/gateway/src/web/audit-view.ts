import { type AuditEntryView, DISCLOSURES } from "@circuito/protocol";
import type { AuditFilter, AuditReading } from "@circuito/store";
import { iso } from "./instants.ts";

/** What the API takes to narrow the entries down. */
export interface AskedAudit {
  readonly actorId?: string | undefined;
  readonly actorKind?: AuditFilter["actorKind"];
  readonly action?: string | undefined;
  readonly object?: string | undefined;
  readonly disclosures?: "1" | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

export const auditFilterOf = ({ disclosures, from, until, ...rest }: AskedAudit): AuditFilter => ({
  ...rest,
  ...(disclosures && { among: [...DISCLOSURES.keys()] }),
  ...(from !== undefined && { from: Date.parse(from) }),
  ...(until !== undefined && { until: Date.parse(until) }),
});

/** Of what was refused nothing was seen. */
export const disclosedBy = ({ action, outcome }: Pick<AuditReading, "action" | "outcome">) =>
  outcome === "done" ? (DISCLOSURES.get(action) ?? null) : null;

export const auditEntryViewOf = (entry: AuditReading): AuditEntryView => ({
  ...entry,
  at: iso(entry.at),
  discloses: disclosedBy(entry),
  differences: entry.differences.map((difference) => ({ ...difference })),
});
