import type { CheckName, CheckStatus, FindingCode } from "@circuito/domain";

/**
 * What the doctor says. `{days}` and the like are places for a finding's facts. Of what is in order the
 * second sentence is empty: there is nothing to mend.
 */
export interface DoctorWords {
  readonly checks: Readonly<Record<CheckName, string>>;
  readonly statuses: Readonly<Record<CheckStatus, string>>;
  readonly findings: Readonly<Record<FindingCode, readonly [why: string, mend: string]>>;
}
