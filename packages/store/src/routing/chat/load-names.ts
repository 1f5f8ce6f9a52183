import {
  type Address,
  brazilMobileKey,
  type InboundMessage,
  type InboxId,
  type KnownName,
} from "@circuito/domain";
import type { Queryable } from "../../database.ts";
import { CONTACT_COLUMNS, type ContactRow, contactOf, pointName } from "../load-points.ts";

/** What is known of the names in a batch, by {@link pointName} of inbox and name. */
export interface Names {
  /** Those that somebody held before this batch. */
  readonly held: ReadonlySet<Address>;
  readonly known: Map<string, KnownName>;
  /** Other spellings of a number, by {@link pointName} of inbox and {@link brazilMobileKey}. */
  readonly spellings: Map<string, Set<Address>>;
}

/** Without the contact's columns where nobody holds the name. */
interface Row extends Omit<ContactRow, "id"> {
  readonly inbox_id: InboxId;
  readonly address: Address;
  readonly id: string | null;
  readonly point: Address | null;
  readonly since: Date | null;
}

/**
 * Loads who holds each name that these messages were written under or that goes with it, other
 * spellings of the same number included, and the contact point each belongs to. One query.
 */
export async function loadNames(
  tx: Queryable,
  messages: readonly InboundMessage[],
): Promise<Names> {
  const asked = messages.flatMap((message) =>
    namesOf(message).map((address) => ({ inboxId: message.inboxId, address })),
  );
  const { rows } = await tx.query<Row>({
    name: "load-names",
    text: `with asked as (
        select distinct * from unnest($1::uuid[], $2::text[], $3::text[]) as n(inbox_id, address, key)
      ), names as (
        select inbox_id, address from asked
        union
        select asked.inbox_id, i.address from asked join identities i on i.match_key = asked.key
      )
      select n.inbox_id, n.address, ${CONTACT_COLUMNS},
        case when a.address is not null then a.address
          when first.since is not null then n.address end as point,
        coalesce(first.since, a.created_at) as since
      from names n
      left join identities i on i.address = n.address
      left join contacts c on c.id = i.contact_id
      left join point_aliases a on a.inbox_id = n.inbox_id and a.alias = n.address
      left join lateral (
        select min(o.arrived_at) as since from conversations o
        where o.inbox_id = n.inbox_id and o.address = coalesce(a.address, n.address)) first on true`,
    values: [
      asked.map((n) => n.inboxId),
      asked.map((n) => n.address),
      asked.map((n) => brazilMobileKey(n.address) ?? null),
    ],
  });
  const held = new Set(rows.flatMap((row) => (row.id === null ? [] : [row.address])));
  const names: Names = { held, known: new Map(), spellings: new Map() };
  for (const row of rows) rememberName(names, row.inbox_id, knownOf(row));
  return names;
}

/** Every name that a message says its account goes by. */
export function namesOf(message: InboundMessage): readonly Address[] {
  return [message.from, ...(message.names ?? [])];
}

/** Adds or replaces what is known of a name, and the spelling that it is of its number. */
export function rememberName(names: Names, inboxId: InboxId, known: KnownName): void {
  names.known.set(pointName({ inboxId, address: known.address }), known);
  const key = brazilMobileKey(known.address);
  if (key === undefined) return;
  const place = pointName({ inboxId, address: key });
  names.spellings.set(place, (names.spellings.get(place) ?? new Set()).add(known.address));
}

function knownOf({ id, address, point, since, ...contact }: Row): KnownName {
  return {
    address,
    contact: id === null ? undefined : contactOf({ id, ...contact }),
    point: point && since ? { address: point, since: since.getTime() } : undefined,
  };
}
