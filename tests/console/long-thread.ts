import type { ConsoleStage } from "./console-stage.ts";

/** Every seventh is a paragraph, every fifth two words: heights that nobody can guess. */
const TEXT = `case when n % 7 = 0 then repeat('Uma frase mais comprida sobre o pedido (' || n || '). ', 6)
  when n % 5 = 0 then 'Certo (' || n || ')'
  else 'Mensagem (' || n || ') sobre a entrega que ainda não chegou ao endereço' end`;

/**
 * A customer's conversation made as long as asked, written by both sides, a minute apart.
 * @returns its id
 */
export async function longThread(
  stage: ConsoleStage,
  from: string,
  length: number,
): Promise<string> {
  await stage.customerSays(from, "Mensagem 1");
  const find = async () => {
    const rows = await stage.query<{ id: string }>(
      "select id from conversations where address = $1 and last_seq = 1",
      [`tel:${from}`],
    );
    return rows[0]?.id;
  };
  let id = await find();
  for (; id === undefined; id = await find()) await new Promise((next) => setTimeout(next, 50));
  await stage.query(
    `insert into messages (id, conversation_id, seq, previous_public_seq, direction, contact_id, text,
       created_at)
     select gen_random_uuid(), c.id, n, n - 1, case when n % 2 = 1 then 'inbound' else 'outbound' end,
       case when n % 2 = 1 then c.contact_id end, ${TEXT}, now() - ($2 - n) * interval '1 minute'
     from conversations c, generate_series(2, $2::int) n where c.id = $1`,
    [id, length],
  );
  await stage.query(
    "update messages set created_at = now() - $2 * interval '1 minute' where conversation_id = $1 and seq = 1",
    [id, length],
  );
  await stage.query(
    "update conversations set last_seq = $2, last_public_seq = $2, version = version + 1 where id = $1",
    [id, length],
  );
  return id;
}
