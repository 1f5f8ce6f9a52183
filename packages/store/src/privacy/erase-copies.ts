import type { Queryable } from "../database.ts";
import type { Erasure } from "./erasure.ts";

/** Answers and bodies that name what they are about by its id, each by what it is found by. */
const COPIES = [
  {
    table: "idempotency_keys",
    words: "response::text",
    keys: [
      ["principal", "text"],
      ["key", "text"],
    ],
  },
  { table: "webhook_deliveries", words: "payload", keys: [["id", "uuid"]] },
] as const;

/** About a megabyte that is read for ids; when all of them are long ones, still not what a statement may take. */
const ROWS_PER_CHUNK = 500;

/** Whoever had read the words just before has written what they made of them long since. */
const LATE_FROM = "2 minutes";

const ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

/**
 * What was told to programs and browsers of a person: the ids are read out of each row once, however many
 * conversations the person had. Oldest first, by the index of what is forgotten with time.
 * @param since `late`: what was written since the erasure began, by whoever had read it before
 * @returns where to go on; `undefined` once both tables were walked
 */
export async function eraseCopies(
  tx: Queryable,
  erasure: Erasure,
  since: "ever" | "late",
): Promise<string | undefined> {
  const [place, ...after] = placeOf(erasure.cursor);
  const copies = COPIES[place];
  if (!copies) return undefined;
  const { table, words, keys } = copies;
  const columns = ["created_at", ...keys.map(([key]) => key)];
  const order = columns.join(", ");
  const parameters = ["$1::timestamptz", ...keys.map(([, type], n) => `$${n + 5}::${type}`)];
  const isFirst = after.length === 0;
  const { rows } = await tx.query<{ last: string[]; count: number }>({
    name: `erase-copies-in-${table.replace("_", "-")}${isFirst ? "-from" : ""}`,
    text: `with page as (
        select ${order}, ${words} as words from ${table}
        where created_at >= $1::timestamptz
          and ${isFirst ? "true" : `(${order}) > (${parameters.join(", ")})`}
        order by ${order} limit $2
      ), person as (
        select id from conversations where contact_id = any($3::uuid[])
        union all select unnest($3::uuid[])
        union all select id from messages
          where conversation_id = any($4::uuid[]) and contact_id = any($3::uuid[])
      ), naming as (
        select distinct ${keys.map(([key]) => `page.${key}`).join(", ")}
        from page cross join regexp_matches(page.words, '${ID}', 'g') as found(ids)
        where found.ids[1]::uuid in (select id from person)
      ), gone as (
        delete from ${table} t using naming n
        where ${keys.map(([key]) => `t.${key} = n.${key}`).join(" and ")}
      )
      select array[${columns.map((column) => `${column}::text`).join(", ")}] as last,
        count(*) over ()::int as count
      from page order by ${columns.map((column) => `${column} desc`).join(", ")} limit 1`,
    values: [
      after[0] ?? (await beginningOf(tx, erasure, since)),
      ROWS_PER_CHUNK,
      erasure.ids,
      erasure.elsewhereIds,
      ...after.slice(1),
    ],
  });
  const [page] = rows;
  const isOver = !page || page.count < ROWS_PER_CHUNK;
  return JSON.stringify(isOver ? [place + 1] : [place, ...page.last]);
}

/** Which table, and in it the row that was last looked at. */
function placeOf(cursor: string): readonly [place: number, ...after: string[]] {
  return cursor === "" ? [0] : JSON.parse(cursor);
}

async function beginningOf(
  tx: Queryable,
  { contactId }: Erasure,
  since: "ever" | "late",
): Promise<string> {
  if (since === "ever") return "-infinity";
  const { rows } = await tx.query<{ at: string }>({
    name: "late-from",
    text: `select (begun_at - interval '${LATE_FROM}')::text as at from erasures where contact_id = $1`,
    values: [contactId],
  });
  return rows[0]?.at ?? "-infinity";
}
