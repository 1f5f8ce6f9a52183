import type { ConversationId } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** How it was solved the last time that it was; null: nobody said. In the transaction that locked it. */
export async function saveResolution(
  tx: Queryable,
  id: ConversationId,
  resolution: string | null,
): Promise<void> {
  await tx.query({
    name: "save-resolution",
    text: "update conversations set resolution = $2 where id = $1 and resolution is distinct from $2",
    values: [id, resolution],
  });
}
