import { startRouter } from "../inbound-router.ts";
import { createRouterWorld, silentLog, sms } from "../testing/router-world.ts";
import { followFigures } from "./follow-figures.ts";

/** Each an answer and what was answered: two robots that talk to each other for some months. */
const EXCHANGES = 33_000;

test("a conversation without end is told of, and holds up the figures of no other", async () => {
  await using world = await createRouterWorld();
  const { pool } = world.database;
  await startRouter({ ...world, log: silentLog });
  await world.receive(sms("endless", "oi", { from: "tel:+5511900000001" }));
  await world.receive(sms("other", "oi", { from: "tel:+5511900000002" }));
  await world.routed();
  const { rows } = await pool.query<{ id: string; contact: string }>(
    `select c.id, c.contact_id as contact from conversations c join messages m on m.conversation_id = c.id
     where c.address = 'tel:+5511900000001'`,
  );
  const [endless] = rows;
  await pool.query(
    `with agent as (
       insert into agents (id, name, email, password_hash, role)
       values (gen_random_uuid(), 'Ana', 'ana@example.com', '-', 'agent') returning id
     )
     insert into messages (id, conversation_id, seq, previous_public_seq, direction, contact_id, agent_id,
       text, created_at)
     select gen_random_uuid(), $1, n, n - 1, case n % 2 when 0 then 'outbound' else 'inbound' end,
       case n % 2 when 0 then null else $2::uuid end, case n % 2 when 0 then agent.id end, 'oi',
       now() + n * interval '1 second'
     from agent, generate_series(2, 2 * $3::int) n`,
    [endless?.id, endless?.contact, EXCHANGES],
  );
  const errors: object[] = [];
  const log = { ...silentLog, error: (_: string, about?: object) => void errors.push(about ?? {}) };
  const follower = followFigures({ ...world, processName: "one", now: Date.now, log });
  try {
    await follower.catchUp();
    await follower.catchUp();
  } finally {
    await follower.stop();
  }
  const measured = await pool.query<{ id: string }>(
    "select distinct conversation_id as id from figure_facts",
  );
  expect(measured.rows).toHaveLength(1);
  expect(measured.rows[0]?.id).not.toBe(endless?.id);
  expect(errors).toContainEqual(
    expect.objectContaining({ conversationId: endless?.id, error: expect.stringMatching(/facts/) }),
  );
});
