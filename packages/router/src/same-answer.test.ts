import {
  type ConversationState,
  type InboundMessage,
  type LedgerId,
  type Trail,
  traceRules,
} from "@circuito/domain";
import {
  contactKey,
  createLedgerWriter,
  type Database,
  ledgerEntry,
  loadRoutingConfiguration,
  loadUnrouted,
  openDatabase,
} from "@circuito/store";
import { createTestDatabase } from "@circuito/store/testing";
import fc from "fast-check";
import { uuidv7 } from "uuidv7";
import { type Foreseen, foresee } from "./foresee.ts";
import { routeContactPoints } from "./route-contact-points.ts";
import { matchesPattern } from "./rules/patterns.ts";
import { mailElement } from "./testing/mail-world.ts";
import { fillRoutedWorld, type RoutedWorld, sender } from "./testing/routed-world.ts";
import { sms } from "./testing/router-world.ts";

const MESSAGES = 10_000;
const BATCH = 250;
/** People a channel; each is met several times, in all states of their conversations. */
const PEOPLE = 300;
const HOUR = 3_600_000;
const SEED = 20_261_126;

interface Generated {
  readonly inbox: keyof RoutedWorld["inboxes"];
  readonly person: number;
  readonly text: string;
  readonly locale: string | undefined;
  readonly to: string | undefined;
  readonly waitedMs: number;
}

const TEXTS = [
  "quero a segunda via do boleto, por favor",
  "minha FATURA veio errada",
  "my invoice is wrong, can you help me?",
  "where is my parcel? I ordered it last week",
  "¿dónde está mi paquete? lo pedí la semana pasada",
  "o aplicativo parou de funcionar hoje cedo",
  "sobre o pedido #12345",
  "meu CPF é 123.456.789-09",
  "oi",
  "obrigado",
  "STOP",
  "voltar",
  "12345",
  "1",
  "financeiro",
  "👍",
  "",
];
const generated: fc.Arbitrary<Generated> = fc.record({
  inbox: fc.constantFrom("sms", "webchat", "whatsapp", "email", "sales"),
  person: fc.nat(PEOPLE - 1),
  text: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...TEXTS) },
    { weight: 1, arbitrary: fc.string({ maxLength: 60, unit: "binary" }) },
  ),
  locale: fc.constantFrom(undefined, "pt-BR", "en", "es-AR"),
  to: fc.constantFrom(undefined, "+551140000001", "551140000002@c.us"),
  waitedMs: fc.oneof(fc.nat(60_000), fc.nat(3 * HOUR)),
});

let database: Database;
let world: RoutedWorld;
let drop: () => Promise<void>;
beforeAll(async () => {
  const test = await createTestDatabase();
  drop = test.drop;
  database = openDatabase({
    url: test.url,
    connectionsMax: 4,
    applicationName: "same answer test",
  });
  world = await fillRoutedWorld(database);
});
afterAll(async () => {
  await database.close();
  await drop();
});

function elementOf(message: Generated) {
  const { inbox, person, text, locale, to } = message;
  const from = sender(inbox, person);
  if (inbox !== "email") {
    return sms(uuidv7(), text, {
      from,
      ...(locale !== undefined && { locale }),
      ...(to !== undefined && { to }),
    });
  }
  return mailElement(
    {
      from: from.replace("mailto:", ""),
      to: [to === undefined ? "support@example.org" : "sales@example.org"],
      subject: text.slice(0, 20),
      text,
      ...(person % 7 === 0 && { class: "auto-notice" as const }),
      ...(person % 11 === 0 && { class: "bulk" as const }),
    },
    world.inboxes.email,
  );
}

/** Accepts a batch, as if it had waited since then. */
async function accept(batch: readonly Generated[], now: number): Promise<readonly string[]> {
  const writer = createLedgerWriter(database);
  const entries = batch.map((message) =>
    ledgerEntry(world.inboxes[message.inbox], elementOf(message)),
  );
  await writer.append(entries);
  await database.pool.query(
    `update ledger l set received_at = $3::timestamptz - waited * interval '1 millisecond'
      from unnest($1::text[], $2::int[]) as u(external_id, waited)
      where l.external_id = u.external_id`,
    [
      entries.map(({ externalId }) => externalId),
      batch.map(({ waitedMs }) => waitedMs),
      new Date(now).toISOString(),
    ],
  );
  return [...new Set(batch.map(({ inbox, person }) => contactKey(sender(inbox, person))))];
}

/** What agents, admins and time do between batches. */
async function live(round: number, now: number): Promise<void> {
  const pick = (of: number) => `(hashtext(c.id::text) & 1023) % ${of} = ${round % of}`;
  const at = new Date(now).toISOString();
  await database.pool.query(
    `update conversations c set status = 'resolved', resolved_at = $1
      where status in ('open','snoozed') and ${pick(2)}`,
    [at],
  );
  await database.pool.query(
    `update conversations c set status = 'snoozed', snoozed_until = $1 where status = 'open' and ${pick(5)}`,
    [at],
  );
  await database.pool.query(
    `update conversations c set status = 'closed' where status = 'resolved' and ${pick(7)}`,
  );
  await database.pool.query(
    `update contacts c set segments = case when ${pick(3)} then '{vip}'::text[] else '{}' end,
      attributes = case when ${pick(4)} then '{"plan": "Gold"}'::jsonb else '{}' end`,
  );
}

/** All that a decision says and does, comparable by value. */
interface Outcome {
  readonly state: string;
  readonly trail: Partial<Trail>;
  readonly seq: number | null;
  /** What is said by itself right after it in a chat, without the number that is drawn for it. */
  readonly said: string | null;
  readonly place: unknown;
}

/** @param finals the last states of conversations in the batch: what the database has */
function foreseen(
  { routing, mail }: Foreseen,
  finals: ReadonlyMap<string, ConversationState>,
): Outcome {
  const trail = routing?.trail ?? mail?.suppressed?.trail;
  if (!trail) throw new Error("neither routed nor suppressed");
  const conversation = routing && finals.get(routing.routed.conversation.id);
  return {
    state: routing ? "routed" : "suppressed",
    trail: plain(trail),
    seq: routing?.routed.seq ?? null,
    said: withoutNumber(routing?.autoReply?.text),
    place: conversation ? placeOf(conversation) : null,
  };
}

function placeOf(c: Partial<ConversationState>) {
  return JSON.parse(
    JSON.stringify([
      c.queueId,
      c.level,
      c.priority,
      c.tags,
      c.requiredSkills ?? {},
      c.language ?? null,
      c.slaPolicyId ?? null,
      c.plan ?? null,
      c.planStep ?? null,
    ]),
  );
}

const withoutNumber = (text: string | null | undefined): string | null =>
  text?.replace(/\d{6}-\w+/g, "") ?? null;

function plain(trail: Trail): Partial<Trail> {
  return JSON.parse(JSON.stringify(trail));
}

async function outcomes(ids: readonly LedgerId[]): Promise<ReadonlyMap<string, Outcome>> {
  const { rows } = await database.pool.query(
    `select l.id, l.state, l.trail, m.seq, (select s.text from messages s
          where s.conversation_id = m.conversation_id and s.seq = m.seq + 1 and s.ledger_id is null
            and not l.element ? 'mail') as said, c.queue_id as "queueId", c.level, c.priority, c.tags,
        c.required_skills as "requiredSkills", c.language, c.sla_policy_id as "slaPolicyId", c.plan,
        c.plan_step as "planStep"
      from ledger l left join messages m on m.id = l.message_id
      left join conversations c on c.id = m.conversation_id
      where l.id = any($1::bigint[])`,
    [ids],
  );
  return new Map(
    rows.map(({ id, state, trail, seq, said, ...place }) => [
      id,
      { state, trail, seq, said: withoutNumber(said), place: seq === null ? null : placeOf(place) },
    ]),
  );
}

async function unrouted(keys: readonly string[]): Promise<readonly InboundMessage[]> {
  const rows = await loadUnrouted(database.pool, keys, 2 * BATCH);
  return rows.flatMap((row) => (row.kind === "message" ? [row.message] : []));
}

test("what the dry run says of 10,000 messages is what the live router does with them", async () => {
  const messages = fc.sample(generated, { numRuns: MESSAGES, seed: SEED });
  const configuration = await loadRoutingConfiguration(database);
  const held = new Set<string>();
  const failed = new Set<string>();
  const deciding = new Set<string | undefined>();
  const threads = new Set<string>();
  let now = Date.UTC(2026, 10, 23, 11);
  for (let round = 0; round * BATCH < MESSAGES; round += 1) {
    now += ([1, 5, 13, 26][round % 4] ?? 1) * HOUR;
    await live(round, now);
    const keys = await accept(messages.slice(round * BATCH, (round + 1) * BATCH), now);
    const asked = await unrouted(keys);
    expect(asked).toHaveLength(BATCH);

    const dry = await foresee(database.pool, asked, now, configuration, uuidv7);
    await routeContactPoints(database, keys, 2 * BATCH, configuration, {
      newId: uuidv7,
      now: () => now,
    });

    const real = await outcomes(asked.map(({ ledgerId }) => ledgerId));
    const finals = new Map(
      dry.flatMap(({ routing }) => {
        const conversation = routing?.routed.conversation;
        return conversation ? [[conversation.id, conversation] as const] : [];
      }),
    );
    for (const [at, { ledgerId }] of asked.entries()) {
      const one = dry[at];
      if (!one) throw new Error("a message was not foreseen");
      expect({ ledgerId, ...foreseen(one, finals) }).toEqual({ ledgerId, ...real.get(ledgerId) });
      threads.add(one.routing?.trail.thread ?? "suppressed");
      const trace = traceRules(configuration.book, one.facts, matchesPattern);
      for (const { rule, failed: faults } of trace) {
        for (const { condition } of faults) failed.add(condition);
        const wrong = new Set<string>(faults.map(({ condition }) => condition));
        for (const name of Object.keys(rule.condition)) if (!wrong.has(name)) held.add(name);
      }
      if (one.routing?.route) {
        const first = trace.find(({ failed: faults }) => faults.length === 0);
        expect(real.get(ledgerId)?.trail.ruleId).toBe(first?.rule.id);
        deciding.add(first?.rule.id);
      }
    }
  }

  // The messages were worth it: every condition held and failed, every rule that can decide did.
  const conditions = new Set(world.rules.flatMap(({ condition }) => Object.keys(condition)));
  const unmet = (among: ReadonlySet<string>) => [...conditions].filter((name) => !among.has(name));
  expect(unmet(held)).toEqual([]);
  expect(unmet(failed)).toEqual([]);
  expect(failed).toContain("enabled");
  expect(failed).toContain("to");
  const [, , ...rules] = world.rules;
  expect(rules.filter(({ id }) => !deciding.has(id)).map(({ name }) => name)).toEqual([]);
  expect(deciding).toContain(undefined);
  expect([...threads].sort()).toEqual([
    "after-reopen-window",
    "courtesy-after-resolution",
    "first-contact",
    "names-no-conversation",
    "open-conversation",
    "previous-closed",
    "suppressed",
    "within-reopen-window",
  ]);
}, 240_000);
