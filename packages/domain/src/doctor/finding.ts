/** What is looked at in an installation, in the order in which a message meets it. */
export const CHECKS = [
  "address",
  "sockets",
  "certificate",
  "webhook",
  "mailbox",
  "database",
  "connections",
  "redis",
  "clock",
  "disk",
  "files",
  "backups",
  "browser",
] as const;
export type CheckName = (typeof CHECKS)[number];

/** `unchecked`: there was nothing to look at, or it cannot be seen from here. */
export const CHECK_STATUSES = ["ok", "unchecked", "warning", "broken"] as const;
export type CheckStatus = (typeof CHECK_STATUSES)[number];

/** Everything that can be found, and how bad it is. Closed: the words for each are in the protocol. */
export const FINDINGS = {
  "address-answers": "ok",
  "address-unreachable": "broken",
  "address-of-another": "broken",
  "sockets-work": "ok",
  "sockets-refused": "broken",
  "sockets-silent": "broken",
  "sockets-unreachable": "broken",
  "certificate-good": "ok",
  "certificate-ends-soon": "warning",
  "certificate-ended": "broken",
  "certificate-untrusted": "broken",
  "certificate-none": "unchecked",
  "certificate-unreachable": "broken",
  "webhook-works": "ok",
  "webhook-unreachable": "broken",
  "webhook-not-here": "broken",
  "webhook-signature": "broken",
  "webhook-refused": "broken",
  "webhook-off": "unchecked",
  "mailbox-works": "ok",
  "mailbox-asks": "warning",
  "mailbox-junk": "warning",
  "mailbox-fails": "broken",
  "mailbox-off": "unchecked",
  "mailbox-demo": "unchecked",
  "settings-unreadable": "broken",
  "database-good": "ok",
  "database-away": "broken",
  "database-old": "broken",
  "database-unsafe": "broken",
  "connections-enough": "ok",
  "connections-few": "warning",
  "connections-out": "broken",
  "redis-good": "ok",
  "redis-unused": "unchecked",
  "redis-away": "broken",
  "redis-evicts": "broken",
  "redis-old": "broken",
  "redis-full": "warning",
  "clock-right": "ok",
  "clock-off": "warning",
  "clock-wrong": "broken",
  "clock-alone": "unchecked",
  "disk-enough": "ok",
  "disk-low": "warning",
  "disk-full": "broken",
  "disk-closed": "broken",
  "files-kept": "ok",
  "files-away": "broken",
  "backups-fresh": "ok",
  "backups-old": "warning",
  "backups-stale": "broken",
  "backups-none": "broken",
  "backups-unknown": "unchecked",
  "browser-starts": "ok",
  "browser-fails": "broken",
  "browser-missing": "broken",
  "browser-unused": "unchecked",
  "browser-elsewhere": "unchecked",
  /** Whatever was looked at gave no answer in its time. */
  "no-answer": "broken",
  /** Nobody foresaw it; the log has more. */
  "check-failed": "broken",
} as const satisfies Readonly<Record<string, CheckStatus>>;
export type FindingCode = keyof typeof FINDINGS;

/** Numbers and short names that the words have places for. Never a secret, never a customer's words. */
export type FindingFacts = Readonly<Record<string, string | number>>;

export interface Finding {
  readonly status: CheckStatus;
  readonly because: FindingCode;
  readonly facts: FindingFacts;
}

export function found(because: FindingCode, facts: FindingFacts = {}): Finding {
  return { status: FINDINGS[because], because, facts };
}

/** The one that says how an installation does; `ok` where nothing was looked at. */
export function worstOf(statuses: Iterable<CheckStatus>): CheckStatus {
  let worst = 0;
  for (const status of statuses) worst = Math.max(worst, CHECK_STATUSES.indexOf(status));
  return CHECK_STATUSES[worst] ?? "ok";
}
