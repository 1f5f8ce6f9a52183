/** What a delivery report says happened to mail we sent. */
export interface BounceReport {
  readonly kind: "failed" | "delayed" | "delivered" | "complaint";
  readonly recipients: readonly BouncedRecipient[];
  /** Message-IDs found in the returned mail, without brackets: ours if the report is genuine. */
  readonly originalIds: readonly string[];
}

export interface BouncedRecipient {
  /** Absent when the report names nobody. */
  readonly address: string | undefined;
  /** Enhanced status code (RFC 3463): `5.1.1`. Absent when the report has none. */
  readonly status: string | undefined;
  /** SMTP reply code: `550`. */
  readonly replyCode: string | undefined;
  readonly reason: BounceReason;
  /** `hard`: nobody is there, and mail to it never will arrive. Everything else is `soft`. */
  readonly permanence: "hard" | "soft";
  /** What the other server said, one line, for people. */
  readonly diagnostic: string;
}

export type BounceReason =
  | "no-such-address"
  | "no-such-host"
  | "moved"
  | "takes-no-mail"
  | "mailbox-full"
  | "suspended"
  | "too-large"
  | "sender-refused"
  | "content-refused"
  | "gave-up"
  | "delivered"
  | "complaint"
  | "other";

/** Only these say that the address itself is dead; a refusal of us or of our words does not. */
const DEAD: ReadonlySet<BounceReason> = new Set([
  "no-such-address",
  "no-such-host",
  "moved",
  "takes-no-mail",
]);

export function permanenceOf(reason: BounceReason, status: string | undefined): "hard" | "soft" {
  return DEAD.has(reason) && !status?.startsWith("4") ? "hard" : "soft";
}
