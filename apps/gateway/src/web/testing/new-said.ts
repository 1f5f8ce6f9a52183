import { randomUUID } from "node:crypto";
import { searchWords, wordsToStem } from "@circuito/domain";
import { saveWords } from "@circuito/store";
import type { WebStage } from "./web-stage.ts";

export interface NewSaid {
  readonly text: string;
  readonly direction?: "inbound" | "outbound" | "note";
  readonly agentId?: string;
  /** ISO 8601. */
  readonly at?: string;
  readonly media?: readonly object[];
}

/** Something said in a conversation, found by its words as if the follower had been there. */
export async function newSaid(
  { scene }: WebStage,
  conversationId: string,
  said: NewSaid,
): Promise<string> {
  const { pool } = scene.database;
  const { text, direction = "inbound", at = new Date().toISOString() } = said;
  const id = randomUUID();
  await pool.query(
    `with c as (update conversations set last_seq = last_seq + 1 where id = $2
        returning last_seq, contact_id)
      insert into messages (id, conversation_id, seq, previous_public_seq, direction, contact_id,
        agent_id, text, media, created_at)
      select $1, $2, last_seq, 0, $3, case when $3 = 'inbound' then contact_id end, $4, $5, $6, $7
      from c`,
    [id, conversationId, direction, said.agentId, text, JSON.stringify(said.media ?? []), at],
  );
  const words = searchWords(text);
  const forms = wordsToStem(text);
  const hasFile = (said.media ?? []).length > 0;
  await saveWords(pool, [{ id: id as never, revision: 0, at, text, hasFile, words, forms }]);
  return id;
}
