import { ERASED } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import type { ledger, Release } from "../schema/index.ts";
import type { ContactKey } from "./contact-key.ts";
import { DISCARDED } from "./discard.ts";

export type ReleaseOutcome =
  /** It waits to be routed: nudge its contact point. */
  | { readonly outcome: "released"; readonly contactKey: ContactKey }
  | { readonly outcome: "not-found" }
  /** It was not parked or suppressed, or is not any more. */
  | { readonly outcome: "not-set-aside"; readonly state: (typeof ledger.$inferSelect)["state"] }
  /** There is nothing but bytes: no connector could read an element out of them. */
  | { readonly outcome: "unreadable" }
  /** A copy of what we sent, which has its place already. */
  | { readonly outcome: "own-copy" };

/** Emptied, and known by a keyed digest of its id alone (decision 43). */
const IS_ERASED = `coalesce(element = '{}', false) and external_id like '${ERASED}%'`;

/** What a mailbox shows us of our own mail. It has no writer whom a release would give a voice. */
const OWN_COPIES: readonly string[] = ["own-copy", "sent-elsewhere"];

/**
 * Lets in what was parked or suppressed: it waits to be routed, as if it had just come. Who did it, and
 * what for it had been set aside, stays with the row.
 *
 * @param ledgerId decimal digits of a positive 64-bit integer
 */
export async function releaseRow(
  q: Queryable,
  ledgerId: string,
  who: Pick<Release, "by" | "name">,
): Promise<ReleaseOutcome> {
  // One conditional statement: of two who press at once, one releases.
  const { rows } = await q.query<{ contact_key: ContactKey }>({
    name: "release-ledger-row",
    text: `update ledger set state = 'accepted', reason = null, trail = null, routed_at = null,
        retry_at = null, attempts = 0,
        released = jsonb_build_object('by', $2::text, 'name', $3::text, 'from', state,
          'reason', reason,
          'at', to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
      where id = $1 and state in ('parked','suppressed') and kind <> 'malformed'
        and not (${IS_ERASED})
        and not (kind = 'message' and coalesce(
          case when reason = '${DISCARDED}' then discarded->>'because' else reason end, '')
            = any($4::text[]))
      returning contact_key`,
    values: [ledgerId, who.by, who.name, OWN_COPIES],
  });
  const [row] = rows;
  return row ? { outcome: "released", contactKey: row.contact_key } : await whyNot(q, ledgerId);
}

async function whyNot(q: Queryable, ledgerId: string): Promise<ReleaseOutcome> {
  type Found = Pick<typeof ledger.$inferSelect, "state" | "kind"> & { readonly isErased: boolean };
  const { rows } = await q.query<Found>({
    name: "why-not-released",
    text: `select state, kind, ${IS_ERASED} as "isErased" from ledger where id = $1`,
    values: [ledgerId],
  });
  const [row] = rows;
  if (!row) return { outcome: "not-found" };
  const isSetAside = row.state === "parked" || row.state === "suppressed";
  if (!isSetAside) return { outcome: "not-set-aside", state: row.state };
  // Of what was erased there is nothing to let in.
  if (row.kind === "malformed" || row.isErased) return { outcome: "unreadable" };
  return { outcome: "own-copy" };
}
