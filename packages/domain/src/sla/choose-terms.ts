/** Terms of a policy, and from when on they were in force. */
export interface TermsInForce {
  readonly id: string;
  readonly policyId: string;
  /** Whether its policy holds where no rule said another. */
  readonly isDefault: boolean;
  readonly since: number;
}

/**
 * What a conversation is promised: the terms that its policy, else the default one, had when it
 * began. One that is older than all of them gets the oldest.
 */
export function chooseTerms(
  all: readonly TermsInForce[],
  policyId: string | undefined,
  beganAt: number,
): string | undefined {
  const own = all.filter((terms) => terms.policyId === policyId);
  const candidates = own.length > 0 ? own : all.filter((terms) => terms.isDefault);
  const oldestFirst = [...candidates].sort((a, b) => a.since - b.since);
  return (oldestFirst.findLast((terms) => terms.since <= beganAt) ?? oldestFirst[0])?.id;
}
