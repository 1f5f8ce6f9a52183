import type { Queryable } from "@circuito/store";
import type { Life, Moment } from "./lives.ts";

const SPOKEN = ["wrote", "replied"];

/** Writes lives down as the product does: rows of conversations, messages and activities. */
export async function writeLives(
  q: Queryable,
  lives: readonly Life[],
  newId: () => string,
): Promise<void> {
  const people = new Map(lives.map((life) => [life.contact, life.segments]));
  await q.query(
    `insert into contacts (id, segments)
     select id, case when vip then array['vip'] else '{}' end from unnest($1::uuid[], $2::bool[]) p(id, vip)
     on conflict do nothing`,
    [[...people.keys()], [...people.values()].map((segments) => segments.includes("vip"))],
  );
  await q.query(
    `insert into conversations (id, protocol, inbox_id, channel, address, contact_id, status, waiting_on,
       queue_id, level, priority, epoch, version, last_seq, last_public_seq, arrived_at, resolved_at,
       category_id)
     select id, id::text, inbox, channel, 'tel:' || id, contact, status, 'agent', queue, 1, 0, 1, 1, 1, 1,
       arrived, over, category
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::uuid[],
       $7::timestamptz[], $8::timestamptz[], $9::uuid[])
       n(id, inbox, channel, contact, status, queue, arrived, over, category)`,
    [
      lives.map((life) => life.id),
      lives.map((life) => life.inbox),
      lives.map((life) => life.channel),
      lives.map((life) => life.contact),
      lives.map((life) => (overAt(life) === undefined ? "open" : "resolved")),
      lives.map((life) => life.moments[0]?.queue),
      lives.map((life) => iso(life.moments[0]?.at)),
      lives.map((life) => iso(overAt(life))),
      lives.map((life) => life.category ?? null),
    ],
  );
  const merged = lives.filter((life) => life.isMerged).map((life) => life.id);
  await q.query("update conversations set merged_into_id = $2 where id = any($1::uuid[])", [
    merged,
    newId(),
  ]);
  const said = lives.flatMap((life) =>
    life.moments
      .filter(({ kind }) => SPOKEN.includes(kind))
      .map((moment, n) => ({ life, moment, seq: n + 1 })),
  );
  await q.query(
    `insert into messages (id, conversation_id, seq, previous_public_seq, direction, contact_id,
       agent_id, text, created_at)
     select id, conversation, seq, 0, direction, contact, agent, 'quero saber do meu pedido', at
     from unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[], $5::uuid[], $6::uuid[], $7::timestamptz[])
       m(id, conversation, seq, direction, contact, agent, at)`,
    [
      said.map(() => newId()),
      said.map(({ life }) => life.id),
      said.map(({ seq }) => seq),
      said.map(({ moment }) => (moment.kind === "wrote" ? "inbound" : "outbound")),
      said.map(({ life, moment }) => (moment.kind === "wrote" ? life.contact : null)),
      said.map(({ moment }) => moment.agent ?? null),
      said.map(({ moment }) => iso(moment.at)),
    ],
  );
  const told = lives.flatMap((life) =>
    life.moments.filter(({ kind }) => !SPOKEN.includes(kind)).map((moment) => ({ life, moment })),
  );
  await q.query(
    `insert into activities (conversation_id, kind, actor_id, because, data, at)
     select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::jsonb[], $6::timestamptz[])`,
    [
      told.map(({ life }) => life.id),
      told.map(({ moment }) => moment.kind),
      told.map(({ moment }) => moment.agent ?? null),
      told.map(({ moment }) => moment.because ?? null),
      told.map(({ moment }) => JSON.stringify(dataOf(moment))),
      told.map(({ moment }) => iso(moment.at)),
    ],
  );
  await writeGlances(q, lives);
}

async function writeGlances(q: Queryable, lives: readonly Life[]): Promise<void> {
  const seen = lives.flatMap((life) => life.glances.map((glance) => ({ life, glance })));
  await q.query(
    `insert into focus_looks (id, agent_id, conversation_id, began_at, ended_at)
     select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[], $5::timestamptz[])`,
    [
      seen.map(({ glance }) => glance.id),
      seen.map(({ glance }) => glance.agent),
      seen.map(({ life }) => life.id),
      seen.map(({ glance }) => iso(glance.from)),
      seen.map(({ glance }) => iso(glance.to)),
    ],
  );
}

const iso = (at: number | undefined) => (at === undefined ? null : new Date(at).toISOString());

/** When it was over, as the conversation's row says; undefined while it is open. */
export function overAt({ moments }: Life): number | undefined {
  const last = moments.findLast(({ kind }) => ["resolved", "closed", "reopened"].includes(kind));
  return last === undefined || last.kind === "reopened" ? undefined : last.at;
}

function dataOf(moment: Moment): Readonly<Record<string, unknown>> {
  const { kind, queue, to, agent, survey, score, answer } = moment;
  if (kind === "claimed") return { agentId: agent };
  if (to !== undefined) return { fromQueueId: queue, toQueueId: to };
  if (kind.startsWith("survey")) return { askId: "s", kind: survey, score };
  if (kind.startsWith("confirmation")) return { askId: "c", answer };
  return queue === undefined ? {} : { queueId: queue };
}
