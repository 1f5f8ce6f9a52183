import type { MailRouting, ReturnedMail } from "@circuito/domain";
import type { Queryable } from "../../database.ts";
import { noted } from "../../delivery/history.ts";
import { noticeDeliveries } from "../../delivery/settle.ts";

/**
 * What delivery reports made of the mails they speak of. The deliveries are locked; of several reports
 * on one mail the last has taken in the others.
 */
export async function saveReturned(tx: Queryable, mails: readonly MailRouting[]): Promise<void> {
  const returned = new Map(
    mails.flatMap((mail) => mail.returned.map((one) => [one.original.messageId, one] as const)),
  );
  if (returned.size === 0) return;
  const all = [...returned.values()];
  await tx.query({
    name: "save-returned-mails",
    text: `update deliveries d set status = r.status, error = coalesce(r.error, d.error),
        recipients = r.recipients, updated_at = now(), history = ${noted("r.status", "r.error")}
      from unnest($1::uuid[], $2::text[], $3::text[], $4::jsonb[])
        as r(message_id, status, error, recipients)
      where d.message_id = r.message_id`,
    values: [
      all.map(({ original }) => original.messageId),
      all.map(({ status }) => status),
      all.map(({ error }) => error ?? null),
      all.map(({ recipients }) => JSON.stringify(recipients)),
    ],
  });
  await flagUndeliverable(
    tx,
    mails.flatMap(({ returned: some }) => some),
  );
  await noticeDeliveries(tx, [...returned.keys()]);
}

/** Sorted, as whoever else adds the same addresses does. */
async function flagUndeliverable(tx: Queryable, returned: readonly ReturnedMail[]): Promise<void> {
  const dead = new Map(
    returned.flatMap(({ undeliverable }) =>
      undeliverable.map((one) => [one.address, one] as const),
    ),
  );
  if (dead.size === 0) return;
  const rows = [...dead.values()].sort((a, b) => (a.address < b.address ? -1 : 1));
  await tx.query({
    name: "flag-undeliverable",
    text: `insert into undeliverable (address, status, diagnostic)
      select * from unnest($1::text[], $2::text[], $3::text[])
      on conflict (address) do update
        set status = excluded.status, diagnostic = excluded.diagnostic, at = now()`,
    values: [
      rows.map(({ address }) => address),
      rows.map(({ status }) => status ?? null),
      rows.map(({ diagnostic }) => diagnostic),
    ],
  });
}
