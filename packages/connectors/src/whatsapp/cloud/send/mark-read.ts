import type { GraphDoor } from "../graph/graph-door.ts";
import { postGraph } from "../graph/graph-door.ts";
import { readProblem } from "../graph/graph-errors.ts";

/** Marks what the customer wrote as read; shows them, too, that somebody writes, for 25 s at most. */
export async function markRead(
  door: GraphDoor,
  wamid: string,
  shows: "read" | "read-and-typing",
  signal: AbortSignal,
): Promise<void> {
  const { host, settings } = door;
  try {
    const answer = await postGraph(
      door,
      `/${settings.phoneNumberId}/messages`,
      {
        messaging_product: "whatsapp",
        status: "read",
        message_id: wamid,
        ...(shows === "read-and-typing" && { typing_indicator: { type: "text" } }),
      },
      signal,
    );
    if (answer.status < 300) return;
    const code = readProblem(answer.json)?.code ?? answer.status;
    host.log.warn("not marked as read", { code });
  } catch (error) {
    // A courtesy: what the customer gets does not depend on it.
    host.log.warn("not marked as read", { error: error instanceof Error ? error.message : "" });
  }
}
