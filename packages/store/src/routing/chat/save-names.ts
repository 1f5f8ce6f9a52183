import type { Address, InboxId, PointNaming } from "@circuito/domain";
import type { Queryable } from "../../database.ts";

/** What naming the contact point of a message came to, in its inbox. */
export interface NamedPoint extends PointNaming {
  readonly inboxId: InboxId;
  /** Every name that the message gave its account. */
  readonly names: readonly Address[];
}

/** Remembers under which names a contact point is reached; the last word of a batch counts. */
export async function saveAliases(tx: Queryable, points: readonly NamedPoint[]): Promise<void> {
  const aliases = points.flatMap(({ inboxId, address, aliases: names }) =>
    names.map((alias) => ({ inboxId, alias, address })),
  );
  if (aliases.length === 0) return;
  await tx.query({
    name: "save-point-aliases",
    text: `insert into point_aliases (inbox_id, alias, address)
      select distinct on (inbox_id, alias) inbox_id, alias, address
      from unnest($1::uuid[], $2::text[], $3::text[]) with ordinality
        as a(inbox_id, alias, address, place)
      order by inbox_id, alias, place desc
      on conflict (inbox_id, alias) do update set address = excluded.address`,
    values: [
      aliases.map((a) => a.inboxId),
      aliases.map((a) => a.alias),
      aliases.map((a) => a.address),
    ],
  });
}
