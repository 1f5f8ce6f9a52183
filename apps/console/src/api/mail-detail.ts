/** Of all that the server tells of a mail (`GET /messages/:id/mail`), the part that is shown. */
export interface MailDetail {
  /** All the words: with quote and signature. */
  readonly text: string;
  /** The mail as it came, for download; null when its bytes are not kept. */
  readonly sourceUrl: string | null;
  /** What a delivery report says, recipient by recipient. */
  readonly bounce: {
    readonly kind: "failed" | "delayed" | "delivered" | "complaint";
    readonly recipients: readonly {
      readonly address?: string;
      readonly status?: string;
      readonly reason: string;
      readonly permanence: "hard" | "soft";
      readonly diagnostic: string;
    }[];
  } | null;
  /** Why it stands in its conversation: what was decided, and every candidate with its reason. */
  readonly verdict: {
    /** `by`: the rule that found the conversation; absent for a new one. */
    readonly placement: { readonly kind: "join" | "follow" | "new"; readonly by?: string };
    readonly candidates: readonly {
      readonly conversationId: string;
      readonly rule: string;
      readonly evidence: string;
      /** Null for the one that was taken. */
      readonly rejectedBecause: string | null;
    }[];
  } | null;
}
