import type { InboxId } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { unseen } from "../one-plan.ts";
import { TOMBSTONE_BYTES, type TombstoneSeal } from "../privacy/tombstones.ts";
import type { LedgerEntry } from "./entry.ts";

/** `collision`: a sender-made id with other words, kept beside the first and flagged. */
export type AppendOutcome = "new" | "duplicate" | "collision";

/**
 * Appends entries, each exactly once. One statement and one commit when everything is new; entries
 * seen before cost two more. Repeating the call after an ambiguous failure is safe: what the first
 * attempt stored is a duplicate to the second.
 *
 * The unique index decides, inside the statement that inserts (design, invariant 4): a concurrent
 * insert of the same id is waited for, not raced. What was erased is known by its tombstone, and seen
 * before like anything else (decision 43).
 * @param seal by which tombstones are known; without one nothing was erased here
 * @returns outcomes in the order of the entries
 */
export async function appendEntries(
  q: Queryable,
  entries: readonly LedgerEntry[],
  seal?: TombstoneSeal,
): Promise<readonly AppendOutcome[]> {
  const first = new Map<string, LedgerEntry>();
  for (const entry of entries) {
    const name = nameOf(entry);
    if (!first.has(name)) first.set(name, entry);
  }
  const added = await insertNew(q, [...first.values()], seal);

  const outcomes: AppendOutcome[] = [];
  const seenBefore: { index: number; entry: LedgerEntry }[] = [];
  for (const [index, entry] of entries.entries()) {
    const isNew = added.has(nameOf(entry)) && first.get(nameOf(entry)) === entry;
    outcomes.push(isNew ? "new" : "duplicate");
    if (!isNew) seenBefore.push({ index, entry });
  }
  if (seenBefore.length > 0) {
    const settled = await settleSeenBefore(
      q,
      seenBefore.map(({ entry }) => entry),
      seal,
    );
    for (const [place, { index }] of seenBefore.entries()) {
      outcomes[index] = settled[place] ?? "duplicate";
    }
  }
  return outcomes;
}

const nameOf = (entry: { inboxId: string; externalId: string }) =>
  `${entry.inboxId} ${entry.externalId}`;

async function insertNew(
  q: Queryable,
  entries: readonly LedgerEntry[],
  seal: TombstoneSeal | undefined,
): Promise<ReadonlySet<string>> {
  const payloads = entries.map((entry) => bytesOf(entry));
  const { rows } = await q.query<{ inbox_id: string; external_id: string }>({
    name: "ledger-append",
    // In the order of arrival, so that ids follow it.
    text: `with input as (
        select * from unnest(${unseen("$1", "uuid[]")}, $2::text[], $3::text[], $4::bigint[], $5::bytea[],
          $6::jsonb[], $7::text[], $8::text[], $9::int[], $10::int[], $11::text[]) with ordinality
          as i(inbox_id, external_id, kind, contact_key, content_hash, element, state, reason,
            bytes_from, bytes_length, sha256, place)
      ), added as (
        insert into ledger (inbox_id, external_id, kind, contact_key, content_hash, element, state, reason)
        select inbox_id, external_id, kind, contact_key, content_hash, element, state, reason
        from input
        -- Asked once where nothing was ever erased; else row by row by a key, never by a join over all.
        where not (select exists (select from ledger_tombstones)) or (select t.collision from ledger_tombstones t
          where t.inbox_id = input.inbox_id and t.name = substring($13::bytea from (place::int - 1) * ${TOMBSTONE_BYTES} + 1
              for ${TOMBSTONE_BYTES}) limit 1) is null
        order by place
        on conflict (inbox_id, external_id, collision) do nothing
        returning id, inbox_id, external_id
      ), kept as (
        insert into ledger_payloads (ledger_id, bytes, sha256)
        select added.id, substring($12::bytea from bytes_from for bytes_length), input.sha256 from added join input using (inbox_id, external_id)
      )
      select inbox_id, external_id from added`,
    values: [
      entries.map((e) => e.inboxId),
      entries.map((e) => e.externalId),
      entries.map((e) => e.kind),
      entries.map((e) => e.contactKey),
      entries.map((e) => e.contentHash),
      entries.map((e) => e.element),
      entries.map((e) => e.state),
      entries.map((e) => e.reason),
      ...placesOf(payloads),
      entries.map((e) => mediaDigestOf(e)),
      // All payloads as one parameter: it travels as it is, an array of them as text twice as long.
      Buffer.concat(payloads.map((bytes) => bytes ?? NO_BYTES)),
      // In the order of the entries, as one parameter too.
      seal ? Buffer.concat(entries.map((e) => seal.name(e.inboxId, e.externalId))) : NO_BYTES,
    ],
  });
  return new Set(rows.map((r) => nameOf({ inboxId: r.inbox_id, externalId: r.external_id })));
}

const NO_BYTES = Buffer.alloc(0);

/** Where each payload stands in all of them, counted from 1, and how long it is; null has no bytes. */
function placesOf(
  payloads: readonly (Buffer | null)[],
): readonly [from: (number | null)[], length: (number | null)[]] {
  const from: (number | null)[] = [];
  const length: (number | null)[] = [];
  let next = 1;
  for (const bytes of payloads) {
    from.push(bytes && next);
    length.push(bytes?.byteLength ?? null);
    next += bytes?.byteLength ?? 0;
  }
  return [from, length];
}

function bytesOf({ payload }: LedgerEntry): Buffer | null {
  return "bytes" in payload ? payload.bytes : null;
}

function mediaDigestOf({ payload }: LedgerEntry): string | null {
  return "bytes" in payload ? null : payload.sha256;
}

interface Known {
  id: string;
  inbox_id: InboxId;
  external_id: string;
  collision: number;
  content_hash: Buffer;
  /** Its content's digest is a keyed one. */
  erased: boolean;
}

/** Counts repeats; keeps other words under a sender-made id; keeps the bytes under a provider's. */
async function settleSeenBefore(
  q: Queryable,
  entries: readonly LedgerEntry[],
  seal: TombstoneSeal | undefined,
): Promise<readonly AppendOutcome[]> {
  const { rows } = await q.query<Known>({
    name: "ledger-seen-before",
    text: `with seen as (
        select * from unnest($1::uuid[], $2::text[], $3::bytea[]) as s(inbox_id, external_id, name)
      )
      select id, inbox_id, external_id, collision, content_hash, false as erased from ledger
      where (inbox_id, external_id) in (select inbox_id, external_id from seen)
      union
      select t.ledger_id, t.inbox_id, seen.external_id, t.collision, t.content, true
      from seen join ledger_tombstones t on t.inbox_id = seen.inbox_id and t.name = seen.name
      order by id`,
    values: [
      entries.map((e) => e.inboxId),
      entries.map((e) => e.externalId),
      entries.map((e) => seal?.name(e.inboxId, e.externalId) ?? null),
    ],
  });
  const known = new Map<string, Known[]>();
  for (const row of rows) {
    const name = nameOf({ inboxId: row.inbox_id, externalId: row.external_id });
    known.set(name, [...(known.get(name) ?? []), row]);
  }

  const outcomes: AppendOutcome[] = [];
  const repeats: { ledgerId: string; inboxId: string; differing: Buffer | null }[] = [];
  for (const entry of entries) {
    const uses = known.get(nameOf(entry)) ?? [];
    const [firstUse] = uses;
    if (!firstUse) throw new Error("a ledger row vanished between insert and read");
    const same = uses.find((use) => isSame(use, entry, seal));
    if (!same && entry.idMadeBy === "sender") {
      const added = await insertCollision(q, entry);
      uses.push(added);
      known.set(nameOf(entry), uses);
      outcomes.push("collision");
      continue;
    }
    repeats.push({
      ledgerId: (same ?? firstUse).id,
      inboxId: entry.inboxId,
      // What was erased does not come back as another version of itself.
      differing: same || firstUse.erased ? null : bytesOf(entry),
    });
    outcomes.push("duplicate");
  }
  if (repeats.length > 0) {
    await q.query({
      name: "ledger-repeats",
      text: `insert into ledger_duplicates (ledger_id, inbox_id, differing)
        select * from unnest($1::bigint[], $2::uuid[], $3::bytea[])`,
      values: [
        repeats.map((r) => r.ledgerId),
        repeats.map((r) => r.inboxId),
        repeats.map((r) => r.differing),
      ],
    });
  }
  return outcomes;
}

function isSame(
  use: Known,
  { contentHash }: LedgerEntry,
  seal: TombstoneSeal | undefined,
): boolean {
  return use.content_hash.equals(use.erased && seal ? seal.content(contentHash) : contentHash);
}

/** Takes the next free collision number; a rival for the same number makes it try the next. */
async function insertCollision(q: Queryable, entry: LedgerEntry): Promise<Known> {
  for (;;) {
    const { rows } = await q.query<Known>({
      name: "ledger-collision",
      text: `with added as (
          insert into ledger (inbox_id, external_id, collision, kind, contact_key, content_hash, element, state, reason)
          select $1, $2, coalesce(max(collision), 0) + 1, $3, $4, $5, $6, $7, $8
          from ledger where inbox_id = $1 and external_id = $2
          on conflict (inbox_id, external_id, collision) do nothing
          returning id, inbox_id, external_id, collision, content_hash, false as erased
        ), kept as (
          insert into ledger_payloads (ledger_id, bytes, sha256) select id, $9, $10 from added
        )
        select * from added`,
      values: [
        entry.inboxId,
        entry.externalId,
        entry.kind,
        entry.contactKey,
        entry.contentHash,
        entry.element,
        entry.state,
        entry.reason,
        bytesOf(entry),
        mediaDigestOf(entry),
      ],
    });
    const [row] = rows;
    if (row) return row;
  }
}
