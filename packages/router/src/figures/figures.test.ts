import {
  type AgentId,
  addPacked,
  asId,
  type ConversationId,
  DEFAULT_BOARD_SETTINGS,
  FACT_IDS,
  type FactId,
  familyOf,
  type GrowingSums,
  type InboxId,
  type LookId,
  type QueueId,
  quantilesOf,
  type SlaPolicy,
} from "@circuito/domain";
import {
  findFiguresBuild,
  forgetFigures,
  listMeasured,
  type MeasuredCursor,
  type MeasuredFilter,
  saveBoardSettings,
  saveLooks,
  savePolicy,
  schema,
} from "@circuito/store";
import type { Follower } from "../follow/follow-outbox.ts";
import { caughtUp } from "../testing/caught-up.ts";
import { createRouterWorld, type RouterWorld, silentLog } from "../testing/router-world.ts";
import { followFigures } from "./follow-figures.ts";
import { type Ground, type Life, makeLives } from "./testing/lives.ts";
import {
  type BusinessTime,
  type Counted,
  FIRST_RESPONSE_WITHIN_MS,
  recount,
  WAIT_WITHIN_MS,
} from "./testing/recount.ts";
import { recountHandled } from "./testing/recount-handled.ts";
import { writeLives } from "./testing/write-lives.ts";

/** Enough for every turn a life can take; the whole proof is of 50,000: `pnpm lab:figures check`. */
const LIVES = Number(process.env.FIGURES_LIVES ?? 60);
const SEED = Number(process.env.FIGURES_SEED ?? 7);
/** What reads everything again and does not depend on how much there is, is shown of few. */
const ofFew = LIVES <= 2_000 ? test : test.skip;
/** As many as have more than one window open now and then, and not nine at once. */
const AGENTS = Math.max(6, Math.ceil(LIVES / 600));

/** Where the clocks change, and the weeks in which they do. */
interface Where {
  readonly zone: string;
  /** Before all of it. */
  readonly since: string;
  readonly windows: readonly string[];
  /** After all of it: what is still owed then was not kept. */
  readonly now: string;
}
const PLACES: readonly Where[] = [
  {
    ...{ zone: "America/New_York", since: "2026-01-01T00:00:00Z", now: "2027-02-01T00:00:00Z" },
    windows: ["2026-03-01T05:00:00Z", "2026-10-25T04:00:00Z"],
  },
  // As long as Brazil changed its clocks, at midnight: some days had no midnight, others two.
  {
    ...{ zone: "America/Sao_Paulo", since: "2018-01-01T00:00:00Z", now: "2019-07-01T00:00:00Z" },
    windows: ["2018-10-28T03:00:00Z", "2019-02-10T02:00:00Z"],
  },
];
const LIVES_AT_ONCE = 2_000;
const LOOKS_BY_THEMSELVES = 2_000;
const PAGE = 20;
const NOWHERE = "00000000-0000-0000-0000-000000000000";
jest.setTimeout(180_000 + LIVES * 200);

let place: Where;
let now: number;
let world: RouterWorld;
let follower: Follower;
let ground: Ground;
let lives: readonly Life[];
/** With where it is added up: inbox and channel, level, and the other cuts. */
type Placed = Counted & {
  readonly by: string;
  readonly level: number;
  readonly keys: readonly string[];
};
let counted: readonly Placed[];
const errors: unknown[] = [];
const log = { ...silentLog, error: (...about: unknown[]) => errors.push(about) };

describe.each(PLACES)("where clocks change as in $zone", (here) => {
  beforeAll(async () => {
    place = here;
    now = Date.parse(here.now);
    wall = wallOf(here.zone);
    world = await createRouterWorld();
    const { database, newId, inboxId, queueId } = world;
    const calendarId = newId();
    const { drizzle, pool } = database;
    await drizzle.insert(schema.calendars).values({
      ...{ id: calendarId, name: "Dias úteis" },
      calendar: {
        timeZone: here.zone,
        intervals: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 8 * 60, to: 18 * 60 })),
      },
    });
    await pool.query("update inboxes set calendar_id = $1", [calendarId]);
    const chat = asId<InboxId>(newId());
    await drizzle
      .insert(schema.inboxes)
      .values({ id: chat, name: "site", channel: "webchat", settings: {}, calendarId });
    const areas = [1, 2].map(() => asId<QueueId>(newId()));
    await drizzle.insert(schema.queues).values(
      areas.map((id, n) => ({
        ...{ id, name: `Área ${n}`, level: 2 as const, role: "specialist" as const },
        position: n + 2,
      })),
    );
    const categories = [newId(), newId(), newId()];
    await pool.query(
      `insert into categories (id, name, position)
     select id, id::text, n from unnest($1::uuid[]) with ordinality c(id, n)`,
      [categories],
    );
    await saveBoardSettings(pool, { ...DEFAULT_BOARD_SETTINGS, timeZone: here.zone });
    await database.transaction(({ client }) =>
      savePolicy(
        client,
        { id: newId(), name: "Padrão", isDefault: true, policy: policyBy(calendarId) },
        newId,
        Date.parse(here.since),
      ),
    );
    const mailbox = asId<InboxId>(newId());
    await drizzle
      .insert(schema.inboxes)
      .values({ id: mailbox, name: "contato", channel: "email", settings: {}, calendarId });
    ground = {
      inboxes: [
        { id: inboxId, channel: "sms" },
        { id: chat, channel: "webchat" },
        { id: mailbox, channel: "email" },
        // Answered by mail, and in the mailbox that does so (decision 33).
        { id: mailbox, channel: "form" },
      ],
      ...{ solvers: queueId, areas, categories, newId },
      agents: Array.from({ length: AGENTS }, () => newId()),
    };
    await drizzle.insert(schema.agents).values(
      ground.agents.map((id, n) => ({
        ...{ id: asId<AgentId>(id), name: `Agente ${n}`, email: `${n}@example.com` },
        ...{ passwordHash: "-", role: "agent" as const, wanted: "available" as const },
      })),
    );
    lives = makeLives(
      LIVES,
      ground,
      SEED,
      here.windows.map((at) => Date.parse(at)),
    );
    for (let from = 0; from < lives.length; from += LIVES_AT_ONCE) {
      await writeLives(pool, lives.slice(from, from + LIVES_AT_ONCE), newId);
      // The others are measured with their stories alone: all by themselves, too, take most of an hour.
      await pool.query(
        `update focus_looks set is_measured = true where id in
           (select id from focus_looks where not is_measured order by id offset $1)`,
        [LOOKS_BY_THEMSELVES],
      );
      tell(`${Math.min(lives.length, from + LIVES_AT_ONCE)} of ${lives.length} lived`);
    }
    const business = businessTime();
    const lifeOf = grouped(lives, (life) => life.contact);
    const handled = recountHandled(lives, business);
    counted = lives.flatMap((life) =>
      [
        ...recount(life, lifeOf.get(life.contact) ?? [], queueId, business),
        ...(handled.get(life.id) ?? []),
      ].map((one) => ({
        ...one,
        by: `${life.inbox} ${life.channel}`,
        level: one.queue !== undefined && areas.some((id) => id === one.queue) ? 2 : 1,
        keys: [
          ...(one.agent === undefined ? [] : [`agent ${one.agent}`]),
          ...(life.category === undefined ? [] : [`category ${life.category}`]),
          ...life.segments.map((segment) => `segment ${segment}`),
        ],
      })),
    );
    tell(`${counted.length} facts counted the long way`);
    follower = followFigures({ ...world, processName: "one", now: () => now, log });
    await allTaken();
    tell("measured");
  });
  afterAll(async () => {
    await follower.stop();
    expect(errors).toEqual([]);
    await world[Symbol.asyncDispose]();
  });

  test("each fact is what counting the long way gives, to the second, over every change of the clocks", async () => {
    const { rows } = await world.database.pool.query<FactRow>(
      `select fact, at, queue_id as queue, level, agent_id as agent, count, hits, value, business
     from figure_facts where fact not in ('inbound', 'replies')`,
    );
    const there = rows.map(({ at, hits, value, business, ...row }) => ({
      ...row,
      at: at.getTime(),
      queue: row.queue ?? undefined,
      agent: row.agent ?? undefined,
      ...(hits !== null && { hits: hits === 1 }),
      ...(value !== null && { value: Number(value) }),
      ...(business !== null && { business: Number(business) }),
    }));
    for (const fact of FACT_IDS) {
      if (fact === "inbound" || fact === "replies") continue;
      const found = lines(there.filter((row) => row.fact === fact));
      const wanted = lines(counted.filter((row) => row.fact === fact));
      expect({ fact, ...firstDifferences(found, wanted) }).toEqual({ fact, ...NO_DIFFERENCE });
    }
  });

  test.each(["hour", "day", "month"] as const)(
    "roll-ups by %s are the sums of what happened in each, where people live",
    async (tier) => {
      const { rows } = await world.database.pool.query<RollupRow>(
        `select at, concat_ws(' ', nullif(inbox_id, $2), nullif(channel, '')) as by, queue_id as queue,
         level, key, cut, tallies || times || stages as packed
       from figure_rollups where tier = $1`,
        [tier, NOWHERE],
      );
      const keyOf = (row: RollupRow, fact: FactId) => [
        row.cut,
        fact,
        nameOf(tier, row.at.getTime()),
        row.by,
        row.queue,
        row.level,
        row.key,
      ];
      const there = new Map<string, number[]>();
      for (const row of rows) {
        for (const [fact, { count, hits, timed, value, business }] of sumsOf(row)) {
          addTo(there, keyOf(row, fact).join(" "), [count, hits, timed, value, business]);
        }
      }
      const expected = new Map<string, number[]>();
      for (const { fact, at, by, queue, level, keys, hits, value, business } of counted) {
        const period = nameOf(tier, at);
        const sums = [1, hits ? 1 : 0, value === undefined ? 0 : 1, value ?? 0, business ?? 0];
        const where = `${by} ${queue ?? NOWHERE} ${level}`;
        addTo(expected, `whole ${fact} ${period}  ${NOWHERE} 0 `, sums);
        addTo(expected, `place ${fact} ${period} ${where} `, sums);
        for (const cut of tier === "hour" ? [] : keys) {
          const [name, key] = cut.split(" ");
          addTo(expected, `${name} ${fact} ${period}  ${NOWHERE} 0 ${key}`, sums);
          addTo(expected, `${name}-place ${fact} ${period} ${where} ${key}`, sums);
        }
      }
      expect(firstDifferences(sumLines(there), sumLines(expected))).toEqual(NO_DIFFERENCE);
    },
  );

  test("whose any fact of a conversation is had part in it, from when it began", async () => {
    const { rows } = await world.database.pool.query(
      `with kept as (select agent_id, began_at, conversation_id from figure_participants),
        told as (select distinct w.agent_id, o.at, o.conversation_id from figure_facts o
          join figure_facts w on w.conversation_id = o.conversation_id
          where o.fact = 'opened' and w.agent_id is not null)
      select (select count(*)::int from told) > 0 as "isAny",
        (select count(*)::int from (table told except table kept) t) as missing,
        (select count(*)::int from (table kept except table told) t) as extra`,
    );
    expect(rows).toEqual([{ isAny: true, missing: 0, extra: 0 }]);
  });

  test("medians and ninetieth percentiles are right to within a hundredth", async () => {
    const { rows } = await world.database.pool.query<RollupRow>(
      "select times as packed from figure_rollups where tier = 'month' and cut = 'whole'",
    );
    const sums = new Map<FactId, GrowingSums>();
    for (const row of rows) addPacked(sums, row.packed, ALL_FACTS);
    for (const fact of FACT_IDS.filter((id) => familyOf(id) === "times")) {
      const exact = counted
        .flatMap((row) => (row.fact === fact && row.value !== undefined ? [row.value / 1_000] : []))
        .sort((a, b) => a - b);
      for (const q of [0.5, 0.9]) {
        if (exact.length === 0) continue;
        const wanted = exact[Math.ceil(q * exact.length) - 1] ?? 0;
        expect(
          Math.abs((quantilesOf(sums.get(fact)?.values ?? [], [q])[0] ?? 0) - wanted),
        ).toBeLessThanOrEqual(0.01 * wanted);
      }
    }
  });

  test("all of it read anew gives the very same", async () => {
    const before = await everything();
    await world.database.transaction(({ client }) => forgetFigures(client));
    expect((await everything()).facts).toBeNull();
    await allTaken();
    expect(await everything()).toEqual(before);
  });

  ofFew(
    "every number leads to all it is made of, page by page, however seldom that is",
    async () => {
      const { pool } = world.database;
      const [queueId] = ground.areas;
      const [agentId] = ground.agents;
      const [categoryId] = ground.categories;
      const asked: readonly (Partial<MeasuredFilter> & { readonly where: string })[] = [
        { where: "true" },
        { where: `queue_id = '${queueId}'`, queueId },
        { where: "level = 2", level: 2 },
        { where: `agent_id = '${agentId}'`, agentId },
        { where: `agent_id = '${agentId}' and level = 1`, agentId, level: 1 },
        { where: `category_id = '${categoryId}'`, categoryId },
        {
          where: `category_id = '${categoryId}' and agent_id = '${agentId}'`,
          ...{ categoryId, agentId },
        },
        { where: "'vip' = any(segments)", segment: "vip" },
        { where: "channel = 'form'", channel: "form" },
        { where: "hits = 0", hit: false },
        { where: "hits > 0 and level = 1", hit: true, level: 1 },
      ];
      const tookPart = (where: string) =>
        `conversation_id in (select conversation_id from figure_facts where ${where})`;
      const passed: typeof asked = [
        { where: tookPart(`agent_id = '${agentId}'`), passed: { agentId } },
        {
          where: tookPart(`agent_id = '${agentId}' and level = 1`),
          passed: { agentId, level: 1 },
        },
        { where: tookPart("level = 2"), passed: { level: 2 } },
      ];
      for (const facts of [["opened"], ["fcr"], ["transfers"], ["sla-queue-wait", "queue-wait"]]) {
        for (const { where, ...narrowed } of facts[0] === "opened"
          ? [...asked, ...passed]
          : asked) {
          const { rows } = await pool.query<{ id: string }>(
            `select conversation_id || ' ' || n as id from figure_facts
           join figure_subjects using (conversation_id) where fact = any($1) and ${where}
           order by at desc, conversation_id desc, n desc`,
            [facts],
          );
          const since = Date.parse(`${place.since.slice(0, 10)}T05:00:00Z`);
          const filter = { from: since, to: now, facts: facts as FactId[], ...narrowed };
          const found: string[] = [];
          let after: MeasuredCursor | undefined;
          do {
            const page = await listMeasured(pool, filter, { after, limit: PAGE });
            found.push(...page.map(({ conversationId, n }) => `${conversationId} ${n}`));
            after = page.length < PAGE ? undefined : page.at(-1);
          } while (after);
          expect({ facts, where, found }).toEqual({
            facts,
            where,
            found: rows.map(({ id }) => id),
          });
        }
      }
    },
  );

  ofFew("what is read once more changes nothing", async () => {
    const before = await everything();
    await world.database.pool.query("update followers set position = '0-0' where name = 'figures'");
    await allTaken();
    expect(await everything()).toEqual(before);
  });

  ofFew("what was made by older rules is made anew", async () => {
    const { pool } = world.database;
    const before = await everything();
    await pool.query(`update settings set value = value - 'version' where key = 'figures'`);
    await pool.query("truncate figure_facts, figure_subjects, figure_participants, figure_rollups");
    await pool.query("insert into outbox (type, subject_id) values ('queue.changed', 'x')");
    while ((await findFiguresBuild(pool))?.version === undefined) await follower.catchUp();
    await allTaken();
    expect(await everything()).toEqual(before);
  });

  ofFew(
    "what somebody looks at is measured soon, and takes its time from what they had open meanwhile",
    async () => {
      const { pool } = world.database;
      const handledOf = async (id: string) => {
        const { rows } = await pool.query<{ ms: number }>(
          `select coalesce(sum(value), 0)::int as ms from figure_facts
       where fact = 'handle' and conversation_id = $1`,
          [id],
        );
        return rows[0]?.ms;
      };
      const [one, other] = lives;
      if (!one || !other) throw new Error("nobody lived");
      const before = [await handledOf(one.id), await handledOf(other.id)].map((ms) => ms ?? 0);
      const at = now - 12 * 86_400_000;
      const look = {
        id: asId<LookId>(world.newId()),
        agentId: asId<AgentId>(ground.agents[0] ?? ""),
      };
      const seen = { ...look, conversationId: asId<ConversationId>(one.id), beganAt: at };
      await saveLooks(pool, [{ ...seen, endedAt: at + 30_000 }]);
      await saveLooks(pool, [{ ...seen, endedAt: at + 60_000 }]);
      await follower.catchUp();
      expect(await handledOf(one.id)).toBe((before[0] ?? 0) + 60_000);
      const elsewhere = { ...look, id: asId<LookId>(world.newId()) };
      await saveLooks(pool, [
        {
          ...{ ...elsewhere, conversationId: asId<ConversationId>(other.id) },
          ...{ beganAt: at + 20_000, endedAt: at + 30_000 },
        },
        // Of somebody else, under a name that is taken.
        { ...seen, agentId: asId<AgentId>(ground.agents[1] ?? ""), endedAt: at + 600_000 },
      ]);
      await follower.catchUp();
      expect(await handledOf(one.id)).toBe((before[0] ?? 0) + 50_000);
      expect(await handledOf(other.id)).toBe((before[1] ?? 0) + 10_000);
      const measured = await everything();
      await pool.query("update followers set position = '0-0' where name = 'figures'");
      await allTaken();
      expect(await everything()).toEqual(measured);
    },
  );

  test("who comes back takes a first contact's solution back, and roll-ups follow", async () => {
    const { pool } = world.database;
    const solved = await pool.query<{ id: string; at: Date }>(
      `select conversation_id as id, at from figure_facts f where fact = 'fcr' and hits = 1
       and conversation_id in (select id from conversations where category_id is not null)
     order by at desc limit 1`,
    );
    const [one] = solved.rows;
    const life = lives.find(({ id }) => id === one?.id);
    if (!one || !life) throw new Error("nothing was solved at once");
    const hits = async () => {
      const { rows } = await pool.query<Pick<RollupRow, "packed">>(
        "select tallies as packed from figure_rollups where cut = 'whole' and tier = 'month'",
      );
      return rows.reduce((sum, row) => sum + (sumsOf(row).get("fcr")?.hits ?? 0), 0);
    };
    const before = await hits();
    const again: Life = {
      ...life,
      id: world.newId(),
      isMerged: false,
      glances: [],
      moments: [
        { at: one.at.getTime() + 86_400_000, kind: "opened", queue: ground.solvers },
        { at: one.at.getTime() + 86_400_000, kind: "wrote" },
      ],
    };
    await writeLives(pool, [again], world.newId);
    await pool.query(
      `insert into outbox (type, subject_id, conversation_id)
     select 'message.created', id::text, conversation_id from messages where conversation_id = $1`,
      [again.id],
    );
    await allTaken();
    expect(await hits()).toBe(before - 1);
  });

  ofFew(
    "hours begin where people live: another zone, and everything is added up anew",
    async () => {
      const { pool } = world.database;
      await saveBoardSettings(pool, { ...DEFAULT_BOARD_SETTINGS, timeZone: "Asia/Kolkata" });
      await pool.query("insert into outbox (type, subject_id) values ('queue.changed', 'x')");
      await allTaken();
      const { rows } = await pool.query(
        "select distinct extract(minute from at)::int as minute from figure_rollups where tier = 'hour'",
      );
      expect(rows).toEqual([{ minute: 30 }]);
    },
  );
});

function policyBy(calendarId: string): SlaPolicy {
  const target = { level: null, calendarId: null };
  return {
    targets: [
      { ...target, measure: "queue-wait", withinMs: WAIT_WITHIN_MS },
      { level: null, measure: "first-response", withinMs: FIRST_RESPONSE_WITHIN_MS, calendarId },
    ],
    pauses: [],
    rules: [],
  };
}

const allTaken = () => caughtUp(world.database.pool, "figures", follower);

interface FactRow {
  readonly fact: FactId;
  readonly at: Date;
  readonly queue: string | null;
  readonly level: number;
  readonly agent: string | null;
  readonly count: number;
  readonly hits: number | null;
  readonly value: string | null;
  readonly business: string | null;
}

interface RollupRow {
  readonly cut: string;
  readonly at: Date;
  readonly by: string;
  readonly queue: string;
  readonly level: number;
  readonly key: string;
  readonly packed: Buffer;
}

const ALL_FACTS = new Set(FACT_IDS);

function sumsOf({ packed }: Pick<RollupRow, "packed">): ReadonlyMap<FactId, GrowingSums> {
  const sums = new Map<FactId, GrowingSums>();
  addPacked(sums, packed, ALL_FACTS);
  return sums;
}

const lines = (rows: readonly Partial<Omit<Placed, "fact">>[]): readonly string[] =>
  rows
    .map(({ at, queue, level, agent, hits, value, business }) =>
      [new Date(at ?? 0).toISOString(), queue, level, agent, hits, value, business].join(" "),
    )
    .sort();

function addTo(all: Map<string, number[]>, key: string, more: readonly number[]): void {
  const sums = all.get(key);
  if (!sums) all.set(key, [...more]);
  else
    more.forEach((one, n) => {
      sums[n] = (sums[n] ?? 0) + one;
    });
}

const sumLines = (all: ReadonlyMap<string, readonly number[]>): readonly string[] =>
  [...all].map(([key, sums]) => `${key}: ${sums.join(" ")}`).sort();

const NO_DIFFERENCE = { tooMuch: [], missing: [] };

/** Of two sorted lists: of millions of lines the whole difference would be nothing to read. */
function firstDifferences(found: readonly string[], wanted: readonly string[]) {
  const tooMuch: string[] = [];
  const missing: string[] = [];
  for (let f = 0, w = 0; (f < found.length || w < wanted.length) && missing.length < 10; ) {
    const [one, other] = [found[f] ?? END, wanted[w] ?? END];
    if (one < other && tooMuch.length < 10) tooMuch.push(one);
    if (other < one) missing.push(other);
    if (one <= other) f += 1;
    if (other <= one) w += 1;
  }
  return { tooMuch, missing };
}

/** After every line. */
const END = "\uffff";

/** Every row there is, in a few words: whatever their order, and without sorting millions of them. */
async function everything() {
  const digest = (table: string) =>
    `(select count(*) || ' ' || sum(hashtextextended(t::text, 0)) from ${table} t)`;
  const { rows } = await world.database.pool.query(
    `select ${digest("figure_facts")} as facts, ${digest("figure_rollups")} as rollups,
       ${digest("figure_participants")} as participants`,
  );
  return rows[0];
}

/** What the calendar of the wall says of an hour: each by itself, though it come twice. */
function nameOf(tier: "hour" | "day" | "month", at: number): string {
  const text = wall.format(at);
  if (tier === "hour") return `${text.slice(0, 13)} ${Math.floor(at / 3_600_000)}`;
  return text.slice(0, tier === "day" ? 10 : 7);
}
let wall: Intl.DateTimeFormat;
const wallOf = (timeZone: string) =>
  new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });

/** For whoever waits for thousands of lives. */
function tell(line: string): void {
  if (process.env.FIGURES_TELL) process.stderr.write(`${place.zone}: ${line}\n`);
}

/** Business time by looking at the wall every quarter of an hour, and adding up. */
function businessTime(): BusinessTime {
  const step = 900_000;
  const from = Date.parse(place.since);
  const to = now;
  const day = new Intl.DateTimeFormat("en-US", { timeZone: place.zone, weekday: "short" });
  const passed: number[] = [0];
  const open: boolean[] = [];
  for (let at = from; at < to; at += step) {
    const hour = Number(wall.format(at).slice(11, 13));
    const isOpen = !["Sat", "Sun"].includes(day.format(at)) && hour >= 8 && hour < 18;
    open.push(isOpen);
    passed.push((passed.at(-1) ?? 0) + (isOpen ? step : 0));
  }
  const until = (at: number) => {
    const n = Math.min(open.length - 1, Math.floor((at - from) / step));
    return (passed[n] ?? 0) + (open[n] ? at - from - n * step : 0);
  };
  return (a, b) => until(b) - until(a);
}

function grouped<T>(all: readonly T[], by: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(by(one), [...(groups.get(by(one)) ?? []), one]);
  return groups;
}
