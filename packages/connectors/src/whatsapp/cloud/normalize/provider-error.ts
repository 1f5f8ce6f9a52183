import { z } from "zod";
import { amount, maybeWords, readable } from "./lenient.ts";

export interface ProviderError {
  readonly code: string;
  readonly reason: string;
}

/** Decided by `code`; `details` is what says most, titles are deprecated. */
const providerError = z
  .object({
    code: amount.optional().catch(undefined),
    title: maybeWords,
    message: maybeWords,
    error_data: z.object({ details: maybeWords }).optional().catch(undefined),
  })
  .transform(
    ({ code, title, message, error_data }): ProviderError => ({
      code: code === undefined ? "unknown" : String(code),
      reason: error_data?.details ?? message ?? title ?? "no reason given",
    }),
  );

export const providerErrors = readable(providerError);
