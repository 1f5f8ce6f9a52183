import { type Connector, SendError } from "@circuito/connector";
import type { MessageTemplate } from "@circuito/domain";
import { HttpProblem } from "./problem.ts";

/** A provider that takes longer to say what it has is as good as down. */
export const ASK_TIMEOUT_MS = 15_000;

/**
 * The templates of an inbox as its provider has them; none where the channel knows no such thing.
 * @throws HttpProblem `unavailable` when the provider does not say
 */
export async function loadTemplates(
  connector: Connector | undefined,
): Promise<readonly MessageTemplate[]> {
  try {
    return (await connector?.templates?.(AbortSignal.timeout(ASK_TIMEOUT_MS))) ?? [];
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    throw new HttpProblem("unavailable", "the provider does not say which templates there are", {
      details: { because: error.kind, detail: error.message },
    });
  }
}
