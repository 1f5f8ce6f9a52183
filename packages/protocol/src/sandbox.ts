/* Writing as a made-up customer, to see what becomes of it. */
import { z } from "zod";

export const sandboxBody = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("message"),
    /** Said again, it is the same message. */
    externalId: z.string().trim().min(1).max(120),
    from: z.string().trim().min(1).max(64),
    name: z.string().trim().min(1).max(120).optional(),
    text: z.string().max(4_000),
  }),
  /** Signed as it should be, and no message. */
  z.strictObject({ kind: z.literal("malformed"), body: z.string().min(1).max(4_000) }),
]);
export type SandboxBody = z.infer<typeof sandboxBody>;

/** What the channel answered, and by which ids the ledger has what it took. */
export const sandboxAnswer = z.object({
  status: z.int(),
  elements: z.array(
    z.object({
      kind: z.enum(["message", "receipt", "change", "malformed"]),
      externalId: z.string(),
    }),
  ),
});
export type SandboxAnswer = z.infer<typeof sandboxAnswer>;
