import { type Principal, seesEverything } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** More than anybody chooses from; what is typed is found among these, or is new. */
const LABELS_LISTED_MAX = 200;
/** Labels of long ago are nobody's words any more. */
const CONVERSATIONS_LOOKED_AT = 5_000;

/** Labels on the newest conversations that somebody may see, the most used first. */
export async function listLabelsInUse(q: Queryable, viewer: Principal): Promise<readonly string[]> {
  const queues = viewer.kind === "agent" && !seesEverything(viewer) ? viewer.queueIds : null;
  const { rows } = await q.query<{ label: string }>({
    name: "list-labels-in-use",
    text: `select label from (
        select tags from conversations where ($1::uuid[] is null or queue_id = any($1::uuid[]))
        order by arrived_at desc, id desc limit ${CONVERSATIONS_LOOKED_AT}
      ) c cross join unnest(c.tags) as label
      group by label order by count(*) desc, label limit ${LABELS_LISTED_MAX}`,
    values: [queues],
  });
  return rows.map(({ label }) => label);
}
