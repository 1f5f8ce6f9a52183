import { type ContactId, ERASED } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { noteFiles } from "./collect-files.ts";
import type { TombstoneSeal } from "./tombstones.ts";

/**
 * Leaves of rows of the ledger that they were there, when, and what became of them: the ledger balances
 * as before, and whoever delivers one again finds it known (decision 43).
 */
export async function eraseLedgerRows(
  tx: Queryable,
  contactId: ContactId,
  ids: readonly string[],
  seal: TombstoneSeal,
): Promise<void> {
  if (ids.length === 0) return;
  const { rows } = await tx.query<{
    id: string;
    inboxId: string;
    externalId: string;
    collision: number;
    contentHash: Buffer;
    files: readonly string[];
  }>({
    name: "find-ledger-rows-to-erase",
    text: `select id, inbox_id as "inboxId", external_id as "externalId", collision,
        content_hash as "contentHash",
        jsonb_path_query_array(element, '$.media[*].stored.sha256') as files
      from ledger where id = any($1::bigint[]) and external_id not like '${ERASED}%'
      order by id for update`,
    values: [ids],
  });
  if (rows.length === 0) return;
  const names = rows.map(({ inboxId, externalId }) => seal.name(inboxId, externalId));
  const erased = rows.map(({ id }) => id);
  await tx.query({
    name: "bury-ledger-rows",
    text: `with dead as (
        select * from unnest($1::bigint[], $2::uuid[], $3::bytea[], $4::int[], $5::bytea[])
          as d(id, inbox_id, name, collision, content)
      ), kept as (
        insert into ledger_tombstones (inbox_id, name, collision, content, ledger_id)
        select inbox_id, name, collision, content, id from dead on conflict do nothing
      )
      update ledger l set external_id = '${ERASED}' || encode(d.name, 'hex'), content_hash = '',
        element = '{}', trail = null, released = null, discarded = null, contact_key = 0,
        state = case when l.state = 'routed' then 'routed' else 'suppressed' end,
        reason = case when l.state <> 'routed' then 'erased' end, retry_at = null
      from dead d where l.id = d.id`,
    values: [
      erased,
      rows.map(({ inboxId }) => inboxId),
      names,
      rows.map(({ collision }) => collision),
      rows.map(({ contentHash }) => seal.content(contentHash)),
    ],
  });
  const payloads = await tx.query<{ sha256: string | null }>({
    name: "erase-payloads",
    text: "delete from ledger_payloads where ledger_id = any($1::bigint[]) returning sha256",
    values: [erased],
  });
  await noteFiles(tx, contactId, [
    // Of what became no message, nothing else names them.
    ...rows.flatMap(({ files }) => files),
    ...payloads.rows.flatMap(({ sha256 }) => sha256 ?? []),
  ]);
  await tx.query({
    name: "erase-differing-payloads",
    text: "update ledger_duplicates set differing = null where ledger_id = any($1::bigint[])",
    values: [erased],
  });
}
