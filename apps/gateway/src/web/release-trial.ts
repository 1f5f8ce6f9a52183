import type { ReleaseTrialView } from "@circuito/protocol";
import { dryRun } from "@circuito/router";
import { findReleasable, listLedger } from "@circuito/store";
import { nothingHere } from "./visible.ts";
import type { WebParts } from "./web-parts.ts";

const NOTHING = { because: null, conversationId: null, queueId: null, agent: null, says: null };

/** What a release would do now: the router's own fold on the row, of which nothing is saved. */
export async function tryRelease(parts: WebParts, ledgerId: string): Promise<ReleaseTrialView> {
  const { database } = parts;
  const { items } = await listLedger(database.pool, { id: ledgerId }, undefined, 1);
  const [row] = items;
  if (!row) throw nothingHere();
  if (row.kind === "malformed") return { ...NOTHING, outcome: "unreadable" };
  const message = await findReleasable(database.pool, ledgerId);
  // A receipt, or a change: it finds the message that it is about, or waits for it.
  if (!message) return { ...NOTHING, outcome: "applies" };
  const now = parts.now();
  const run = await dryRun(database, { message, at: now, now }, parts.newId);
  const { trail, queueId = null, conversationId = null, choice, names } = run;
  const because = trail.route ?? trail.thread;
  const says = run.said?.text ?? null;
  if (conversationId !== null) {
    return { outcome: "joins", because: trail.thread, conversationId, queueId, agent: null, says };
  }
  if (queueId === null && trail.route === undefined) {
    return { ...NOTHING, outcome: "stays-out", because };
  }
  const agent =
    choice?.kind === "agent" ? { id: choice.agentId, name: names.get(choice.agentId) ?? "" } : null;
  return { outcome: "opens", because, conversationId, queueId, agent, says };
}
