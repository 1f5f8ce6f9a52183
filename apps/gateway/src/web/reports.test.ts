import {
  addDays,
  additionOf,
  beginsIn,
  type Channel,
  DEFAULT_BOARD_SETTINGS,
  type Fact,
  mergePacked,
  stepBegins,
} from "@circuito/domain";
import { saveBoardSettings, saveFacts, saveFiguresBuild } from "@circuito/store";
import { type Client, createWebStage, type WebStage } from "./testing/web-stage.ts";

const ZONE = "America/Sao_Paulo";
const MINUTE_MS = 60_000;
const at = (text: string) => Date.parse(`${text}-03:00`);

let stage: WebStage;
let supervisor: Client;
let first: string;
let anaId: string;
beforeAll(async () => {
  stage = await createWebStage();
  const { scene } = stage;
  supervisor = await stage.logIn(await stage.newPerson({ role: "supervisor", queueIds: [] }));
  await saveBoardSettings(scene.database.pool, { ...DEFAULT_BOARD_SETTINGS, timeZone: ZONE });
  await saveFiguresBuild(scene.database.pool, { timeZone: ZONE, begunAt: 1 });
  const ana = await stage.newPerson({ name: "=Ana()" });
  anaId = ana.id;
  const old = at("2026-03-05T10:00:00");
  first = await measured(old, [
    ...lasted("first-response", old + 10 * MINUTE_MS, 10, ana.id),
    ...lasted("resolution", old + 60 * MINUTE_MS, 60, ana.id),
    { ...share("fcr", old + 60 * MINUTE_MS, 1), agentId: ana.id as Fact["agentId"] },
    { ...one("csat", old + 90 * MINUTE_MS), value: 5 },
    { ...one("stage-request", old), value: 5 * MINUTE_MS },
    one("stage-understanding", old),
  ]);
  await measured(at("2026-03-06T23:30:00"), [
    ...lasted("first-response", at("2026-03-06T23:50:00"), 20, ana.id),
    ...lasted("resolution", at("2026-03-07T00:30:00"), 60, undefined),
    share("fcr", at("2026-03-07T00:30:00"), 0),
    { ...one("csat", at("2026-03-07T00:40:00")), value: 2 },
  ]);
  await measured(Date.now() - 60_000, [share("fcr", Date.now(), 1)]);
});
afterAll(() => stage[Symbol.asyncDispose]());

async function measured(
  began: number,
  facts: readonly Fact[],
  channel: Channel = "sms",
): Promise<string> {
  const { scene } = stage;
  const id = await scene.newConversation({ arrivedAt: began });
  const { rows } = await scene.database.pool.query(
    "select inbox_id from conversations where id = $1",
    [id],
  );
  const { inbox_id: inboxId } = rows[0];
  const subject = { inboxId, channel, categoryId: undefined, segments: ["vip"] };
  const opened = [{ ...one("opened", began) }, ...facts];
  await scene.database.transaction(({ client }) =>
    saveFacts(client, [{ conversationId: id, subject, facts: opened }], beginsIn(ZONE)),
  );
  return id;
}

function one(fact: Fact["fact"], when: number): Fact {
  const queueId = stage.scene.solvers;
  return { fact, at: when, queueId, level: 1, agentId: undefined, count: 1 };
}
const share = (fact: Fact["fact"], when: number, hits: number): Fact => ({
  ...one(fact, when),
  hits,
});
const lasted = (fact: Fact["fact"], when: number, minutes: number, agentId: string | undefined) => [
  {
    ...one(fact, when),
    agentId: agentId as Fact["agentId"],
    value: minutes * MINUTE_MS,
    business: (minutes * MINUTE_MS) / 2,
  },
];

const get = (path: string, who: Client = supervisor) => who.send("GET", `/api/v1/reports/${path}`);
const MARCH = "from=2026-03-01&until=2026-03-31";

test("figures of a period: mean, median and ninetieth percentile, by the wall and in business hours", async () => {
  const { body } = await get(`figures?${MARCH}&figures=opened,first-response,resolution-rate,csat`);
  expect(body).toMatchObject({ timeZone: ZONE, from: "2026-03-01", until: "2026-03-31" });
  expect(body.rows).toEqual([
    {
      ...{ key: null, name: null, at: null },
      figures: {
        opened: { of: 2, value: 2 },
        "first-response": {
          of: 2,
          value: 900,
          wall: { mean: 900, p50: expect.closeTo(600, -1), p90: expect.closeTo(1200, -2) },
          business: { mean: 450, p50: expect.closeTo(300, -1), p90: expect.closeTo(600, -1) },
        },
        "resolution-rate": { of: 2, value: 1 },
        csat: {
          of: 2,
          value: 0.5,
          distribution: [
            [2, 1],
            [5, 1],
          ],
        },
      },
    },
  ]);
});

test("a day ends at midnight where people live, and each has its row", async () => {
  const { body } = await get(`figures?${MARCH}&figures=opened,resolution&step=day`);
  expect(
    body.rows.map((row: { at: string; figures: Record<string, { of: number }> }) => [
      row.at,
      row.figures.opened?.of,
      row.figures.resolution?.of,
    ]),
  ).toEqual([
    ["2026-03-05", 1, 1],
    ["2026-03-06", 1, 0],
    ["2026-03-07", 0, 1],
  ]);
});

test("months of a period that begins and ends within some are those of their days", async () => {
  const { body } = await get(
    "figures?from=2026-01-15&until=2026-03-06&figures=opened,first-response&step=month&by=level",
  );
  expect(body.rows).toMatchObject([
    {
      ...{ key: "1", at: "2026-03-01" },
      figures: { opened: { value: 2 }, "first-response": { of: 2, value: 900 } },
    },
  ]);
  const { body: whole } = await get(`figures?${MARCH}&figures=opened,first-response&step=month`);
  expect(whole.rows).toMatchObject([
    {
      ...{ key: null, at: "2026-03-01" },
      figures: { opened: { value: 2 }, "first-response": { of: 2, value: 900 } },
    },
  ]);
});

const localToday = () => new Date(Date.now() - 3 * 3_600_000).toISOString().slice(0, 10);

test("what can still change is told apart", async () => {
  const today = localToday();
  const { body } = await get(`figures?from=2026-03-01&until=${today}&figures=fcr`);
  expect(body.rows[0].figures.fcr).toEqual({
    ...{ of: 2, value: 0.5 },
    provisional: { of: 1, value: 1 },
  });
});

test("what can still change is told apart in each step, also in one that has both", async () => {
  const today = localToday();
  const [last, young] = [addDays(today, -8), addDays(today, -7)];
  const noon = (date: string) => at(`${date}T12:00:00`);
  await measured(noon(last), [share("fcr", noon(last), 1)], "webchat");
  await measured(noon(young), [share("fcr", noon(young), 0)], "webchat");
  const path = `figures?from=${last}&until=${today}&figures=fcr,opened&channel=webchat`;
  const told = async (step: string) => {
    const { body } = await get(`${path}&step=${step}`);
    return body.rows.map((row: { at: string; figures: Record<string, unknown> }) => [
      row.at,
      row.figures,
    ]);
  };
  const mature = { of: 1, value: 1 };
  const nothing = { of: 0, value: null };
  const provisional = { of: 1, value: 0 };
  const opened = { of: 1, value: 1 };
  expect(await told("day")).toEqual([
    [last, { opened, fcr: { ...mature, provisional: nothing } }],
    [young, { opened, fcr: { ...nothing, provisional } }],
  ]);
  for (const step of ["week", "month"] as const) {
    const [first, second] = [stepBegins(last, step), stepBegins(young, step)];
    expect(await told(step)).toEqual(
      first === second
        ? [[first, { opened: { of: 2, value: 2 }, fcr: { ...mature, provisional } }]]
        : [
            [first, { opened, fcr: { ...mature, provisional: nothing } }],
            [second, { opened, fcr: { ...nothing, provisional } }],
          ],
    );
  }
});

test("days of more people than anybody reads are refused with a sentence, months of them are told", async () => {
  const [PEOPLE, DAYS] = [200, 100];
  const began = at("2024-01-01T00:00:00");
  const opened = mergePacked(new Uint8Array(), [additionOf(one("opened", began), 1)]);
  await stage.scene.database.pool.query(
    `insert into figure_rollups (tier, cut, at, key, inbox_id, channel, queue_id, level, tallies, times, stages)
     select 'day', 'agent', to_timestamp($1) + day * interval '1 day', md5('agent ' || n)::uuid,
       nowhere, '', nowhere, 0, $2, '', ''
     from generate_series(0, $3::int - 1) day, generate_series(1, $4::int) n,
       (values ('00000000-0000-0000-0000-000000000000'::uuid)) v(nowhere)`,
    [began / 1_000, Buffer.from(opened), DAYS, PEOPLE],
  );
  const asked = (until: string, step: string) =>
    get(`figures?from=2024-01-01&until=${until}&figures=opened&by=agent&step=${step}`);
  for (const step of ["day", "week"]) {
    const { status, body } = await asked("2024-12-31", step);
    expect(status).toBe(400);
    expect(body.message).toMatch(/15000 days .* shorter period/);
  }
  expect((await asked("2024-12-31", "month")).status).toBe(200);
  const { body } = await asked("2024-03-10", "day");
  expect(body.rows).toHaveLength(70 * PEOPLE);
});

test.each(["channel", "inbox", "queue", "level", "agent", "segment"])(
  "by %s, each with its name",
  async (by) => {
    const { body } = await get(`figures?${MARCH}&figures=first-response&by=${by}`);
    expect(body.rows).toHaveLength(1);
    const [row] = body.rows;
    expect(row.figures["first-response"].of).toBe(2);
    const names: Record<string, string | null> = {
      agent: "=Ana()",
      segment: "vip",
      queue: "Atendimento",
    };
    if (by in names) expect(row.name).toBe(names[by]);
  },
);

test("a form counts as a form, though a mailbox answers it", async () => {
  const june = "from=2026-06-01&until=2026-06-30";
  const began = at("2026-06-10T09:00:00");
  const form = await measured(began, [one("stage-request", began)], "form");
  await measured(began, [one("stage-request", began)], "email");
  await measured(began, [one("stage-request", began)], "email");
  const { body } = await get(`figures?${june}&figures=opened&by=channel`);
  expect(
    body.rows.map((row: { key: string; figures: { opened: { value: number } } }) => [
      row.key,
      row.figures.opened.value,
    ]),
  ).toEqual([
    ["email", 2],
    ["form", 1],
  ]);
  const { body: narrowed } = await get(`figures?${june}&figures=opened&channel=form`);
  expect(narrowed.rows[0].figures.opened.value).toBe(1);
  const { body: circuit } = await get(`circuit?${june}&channel=form`);
  expect(circuit.stages[0]).toMatchObject({ stage: "request", reached: 1 });
  const { body: backlog } = await get(`backlog?${june}&channel=form`);
  expect(backlog.days.at(-1).open).toBe(1);
  const { body: behind } = await get(`conversations?${june}&figure=opened&channel=form`);
  expect(behind.items).toMatchObject([{ conversationId: form }]);
  const file = await get(`conversations/file?${june}&channel=form&language=en`);
  expect(file.body.trimEnd().split("\r\n")).toHaveLength(2);
});

test.each([
  ["a period that ends before it begins", "figures?from=2026-03-02&until=2026-03-01&figures=fcr"],
  ["more than ten years", "figures?from=2010-01-01&until=2026-03-01&figures=fcr"],
  ["hours of a year", "figures?from=2026-01-01&until=2026-12-31&figures=fcr&step=hour"],
  ["hours of an agent", `figures?from=2026-03-01&until=2026-03-02&figures=fcr&by=agent&step=hour`],
  ["a date that is none", "figures?from=2026-02-30&until=2026-03-01&figures=fcr"],
  ["a figure that is none", `figures?${MARCH}&figures=happiness`],
  ["no figure", `figures?${MARCH}&figures=`],
  ["agents of a segment", `figures?${MARCH}&figures=fcr&by=agent&segment=vip`],
  ["neither figure nor stage", `conversations?${MARCH}`],
  ["a cursor of somebody else's", `conversations?${MARCH}&figure=fcr&cursor=1~x~2`],
])("%s is refused with a sentence", async (_, path) => {
  const { status, body } = await get(path);
  expect(status).toBe(400);
  expect(body.message).not.toBe("");
});

test("every number leads to its conversations, page by page", async () => {
  const path = `conversations?${MARCH}&figure=first-response&limit=1`;
  const newest = (await get(path)).body;
  expect(newest.items[0]).toMatchObject({ value: 1200, business: 600, agentName: "=Ana()" });
  const older = (await get(`${path}&cursor=${encodeURIComponent(newest.nextCursor)}`)).body;
  expect(older.items[0]).toMatchObject({ conversationId: first, value: 600 });
  const { body: begun } = await get(`conversations?${MARCH}&stage=request`);
  expect(begun.items).toMatchObject([{ conversationId: first, value: 300 }]);
  const { body: held } = await get(`conversations?${MARCH}&figure=fcr&hit=no`);
  expect(held.items.map((item: { hit: boolean }) => item.hit)).toEqual([false]);
});

test("the circuit: how many reached each stage, how many went on and after how long", async () => {
  const { body } = await get(`circuit?${MARCH}`);
  expect(body.stages.slice(0, 2)).toEqual([
    {
      ...{ stage: "request", reached: 1, left: 1 },
      stay: { mean: 300, p50: expect.closeTo(300, -1), p90: expect.closeTo(300, -1) },
    },
    { stage: "understanding", reached: 1, left: 0, stay: null },
  ]);
});

test("what is open at the end of a day is all that began and is not over, since ever", async () => {
  const { body } = await get("backlog?from=2026-03-04&until=2026-03-07");
  expect(body.days.map(({ open }: { open: number }) => open)).toEqual([0, 1, 2, 2]);
});

test("a table to download computes nothing, whatever people are called", async () => {
  const table = await get(`figures/file?${MARCH}&figures=first-response&by=agent&language=en`);
  expect(table.headers.get("content-disposition")).toContain("circuito-2026-03-01-2026-03-31.csv");
  expect(table.body.split("\r\n")[1]).toMatch(/^'=Ana\(\),900,/);
  await stage.scene.database.pool.query(
    "update conversations set resolution = '=Boleto reenviado' where id = $1",
    [first],
  );
  const whole = await get(`conversations/file?${MARCH}&language=en`);
  const lines = whole.body.trimEnd().split("\r\n");
  expect(lines[0]).toContain("Protocol,Began,Channel,Inbox");
  expect(lines[0]).toContain(",Subject,Resolution,");
  expect(lines.filter((line: string) => line.includes(",'=Boleto reenviado,"))).toHaveLength(1);
  expect(lines).toHaveLength(3);
  const book = await get(`conversations/file?${MARCH}&format=xlsx`);
  expect(book.headers.get("content-type")).toContain("spreadsheetml");
  expect(book.body.slice(0, 2)).toBe("PK");
});

test("a file of a queue, a level or an agent has the conversations that came there", async () => {
  // Both were Ana's; none was anybody else's, or came to a specialist.
  const rowsOf = async (filter: string) =>
    (await get(`conversations/file?${MARCH}&language=en&${filter}`)).body.trimEnd().split("\r\n")
      .length - 1;
  expect(await rowsOf(`agentId=${anaId}`)).toBe(2);
  expect(await rowsOf(`agentId=${anaId}&level=1&channel=sms`)).toBe(2);
  expect(await rowsOf(`agentId=${first}`)).toBe(0);
  expect(await rowsOf("level=2")).toBe(0);
});

test("agents see no reports", async () => {
  const agent = await stage.logIn(await stage.newPerson());
  expect((await get(`figures?${MARCH}&figures=fcr`, agent)).status).toBe(403);
});
