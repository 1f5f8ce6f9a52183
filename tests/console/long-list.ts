import type { ConsoleStage } from "./console-stage.ts";

const COPIES = `with copies as materialized (
    select n, gen_random_uuid() as id, gen_random_uuid() as contact_id,
      'tel:+55119' || (10000000 + n) as address,
      'Pedido ' || n || case n % 3 when 0 then ': chegou com a tampa riscada, como faço a troca?'
        when 1 then ': onde está?' else ': segue o comprovante do pagamento' end as text,
      now() - interval '1 day' + n * interval '1 second' as at
    from generate_series(1, $2::int) n
  ), people as (
    insert into contacts (id, name) select contact_id, 'Cliente ' || n from copies
  ), numbers as (
    insert into identities (address, contact_id, evidence)
    select k.address, k.contact_id, i.evidence
    from copies k, conversations c join identities i on i.address = c.address where c.id = $1
  ), threads as (
    insert into conversations
    select r.* from conversations c, copies k, lateral jsonb_populate_record(c, jsonb_build_object(
      'id', k.id, 'protocol', c.protocol || '-' || k.n, 'address', k.address,
      'contact_id', k.contact_id, 'preview', k.text, 'arrived_at', k.at, 'last_inbound_at', k.at,
      'last_message_at', k.at, 'waiting_since', k.at)) r
    where c.id = $1
  )
  insert into messages (id, conversation_id, seq, previous_public_seq, direction, contact_id, text,
    created_at)
  select gen_random_uuid(), id, 1, 0, 'inbound', contact_id, text, at from copies`;

/**
 * As many customers as asked, each with an open conversation that waits unassigned where the first one
 * waits: of one that came by its channel, copies with people, numbers, words and times of their own.
 */
export async function longList(stage: ConsoleStage, length: number): Promise<void> {
  const from = "+5511900000031";
  await stage.customerSays(from, "Pedido 0: onde está?");
  const find = async () => {
    const rows = await stage.query<{ id: string }>(
      "select id from conversations where address = $1 and last_seq = 1",
      [`tel:${from}`],
    );
    return rows[0]?.id;
  };
  let id = await find();
  for (; id === undefined; id = await find()) await new Promise((next) => setTimeout(next, 50));
  await stage.query(COPIES, [id, length]);
  await stage.query("analyze contacts, identities, conversations, messages");
}
