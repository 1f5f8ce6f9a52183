import type { Done, Refusal } from "@circuito/desk";
import type { Principal } from "@circuito/domain";
import type { ConversationView } from "@circuito/protocol";
import { loadConversationViews } from "@circuito/store";
import type { HttpProblem } from "./problem.ts";
import { problemOfRefusal } from "./refusal-problem.ts";
import { conversationViewOf } from "./views.ts";
import type { WebParts } from "./web-parts.ts";

/** A verb's answer: the conversation as it is now, or the refusal as a problem. */
export async function verbAnswer(
  parts: WebParts,
  result: Done | Refusal,
  who: Principal,
  id: string,
): Promise<ConversationView> {
  if (result.kind === "refused") throw refusedVerb(parts, result, who, id);
  const [view] = await loadConversationViews(parts.database.pool, [result.conversationId]);
  if (!view) throw new Error(`read conversation ${result.conversationId} after a change`);
  return conversationViewOf(view);
}

export function refusedVerb(
  parts: WebParts,
  refusal: Refusal,
  who: Principal,
  id: string,
): HttpProblem {
  // Not there and not theirs look the same from outside; whoever reads the log may ask.
  if (refusal.code === "not-found") {
    const fact = "verb on what is not there or not theirs";
    parts.log.warn(fact, { component: "api", by: who.id, id });
  }
  return problemOfRefusal(refusal);
}
