import { findRun, type ProcedureRun, type Queryable } from "@circuito/store";
import { invalid, type Refusal } from "../refusal.ts";

/** The run that somebody means, if it is one of the conversation that they mean. */
export async function runOfInput(
  q: Queryable,
  conversationId: string,
  runId: string,
): Promise<ProcedureRun | Refusal> {
  const run = await findRun(q, runId);
  return run?.conversationId === conversationId ? run : invalid("no-such-run");
}
