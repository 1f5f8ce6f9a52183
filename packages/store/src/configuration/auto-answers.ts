import type { AutoAnswerTexts, Channel, InboxId } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { tellConfigurationChanged } from "./inboxes.ts";

/** What an inbox says by itself; `undefined` if there is no such inbox. */
export async function findAutoAnswers(
  q: Queryable,
  inboxId: string,
): Promise<{ readonly channel: Channel; readonly texts: AutoAnswerTexts } | undefined> {
  const { rows } = await q.query<{ channel: Channel; texts: AutoAnswerTexts | null }>({
    name: "find-auto-answers",
    text: "select channel, auto_answers as texts from inboxes where id = $1",
    values: [inboxId],
  });
  const [row] = rows;
  return row && { channel: row.channel, texts: row.texts ?? {} };
}

/** Sets what an inbox says by itself; nothing to say is off. */
export async function setAutoAnswers(
  tx: Queryable,
  inboxId: InboxId,
  texts: AutoAnswerTexts,
): Promise<void> {
  await tx.query({
    name: "set-auto-answers",
    text: "update inboxes set auto_answers = $2::jsonb where id = $1",
    values: [inboxId, Object.keys(texts).length === 0 ? null : JSON.stringify(texts)],
  });
  await tellConfigurationChanged(tx, inboxId);
}
