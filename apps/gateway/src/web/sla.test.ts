import { randomUUID } from "node:crypto";
import { clocksView } from "@circuito/protocol";
import { followStories } from "@circuito/router";
import { followerLagMs } from "@circuito/store";
import { type Client, createWebStage, type WebStage } from "./testing/web-stage.ts";

let stage: WebStage;
let admin: Client;
let agent: Client;
beforeAll(async () => {
  stage = await createWebStage();
  admin = await stage.logIn(await stage.newPerson({ role: "admin" }));
  const person = await stage.newPerson({ role: "agent", name: "Bia" });
  agent = await stage.logIn(person);
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
});

const HOUR_MS = 3_600_000;
const shop = {
  name: "Loja",
  timeZone: "America/Sao_Paulo",
  intervals: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 8 * 60, to: 18 * 60 })),
  holidays: ["christmas", "good-friday"],
};
const post = (path: string, body: unknown) => admin.send("POST", `/api/v1${path}`, { body });

async function newCalendar(body: object = shop): Promise<string> {
  const created = await post("/calendars", body);
  expect(created).toMatchObject({ status: 201 });
  return created.body.id;
}

const policyBody = (more: object = {}) => ({
  name: `Política ${randomUUID()}`,
  isDefault: false,
  targets: [],
  pauses: [],
  rules: [],
  ...more,
});

test("a calendar that is somebody's shift stays, and says so", async () => {
  const calendarId = await newCalendar();
  const { id } = await stage.newPerson({ role: "agent" });
  const setShift = (calendar: string | null) =>
    admin.send("PUT", `/api/v1/agents/${id}/shift`, { body: { calendarId: calendar } });
  expect(await setShift(calendarId)).toMatchObject({ status: 200 });
  expect(await admin.send("DELETE", `/api/v1/calendars/${calendarId}`)).toMatchObject({
    status: 409,
    body: {
      message: "somebody works by this calendar",
      details: { because: "used-by-shift" },
    },
  });
  await setShift(null);
  expect(await admin.send("DELETE", `/api/v1/calendars/${calendarId}`)).toMatchObject({
    status: 200,
  });
});

test("a calendar says when it opens and which holidays of this year and the next it keeps", async () => {
  const id = await newCalendar();
  const preview = await agent.send(
    "GET",
    `/api/v1/calendars/${id}/preview?at=2026-12-24T22:00:00Z`,
  );
  expect(preview).toMatchObject({
    status: 200,
    body: { open: false, opensAt: "2026-12-28T11:00:00.000Z", closesAt: null },
  });
  expect(preview.body.holidays).toContainEqual({
    name: "good-friday",
    date: "2026-04-03",
    standing: "municipal",
    chosen: true,
  });
  expect(preview.body.holidays).toHaveLength(28);
});

test("a conversation says when its inbox is answered; one without hours is always", async () => {
  const { scene } = stage;
  const id = await scene.newConversation();
  const hours = async () => (await agent.send("GET", `/api/v1/conversations/${id}/hours`)).body;
  expect(await hours()).toEqual({ openings: null });
  const calendarId = await newCalendar();
  const set = (calendar: string | null) =>
    admin.send("PUT", `/api/v1/inboxes/${scene.inboxId}/calendar`, {
      body: { calendarId: calendar },
    });
  expect(await set(calendarId)).toMatchObject({ status: 200 });
  const { openings } = await hours();
  // Two weeks have ten working days, of which christmas may be one; today's may be cut.
  expect(openings.length).toBeGreaterThanOrEqual(8);
  expect(openings.length).toBeLessThanOrEqual(11);
  const whole = openings
    .slice(1, -1)
    .map(({ from, to }: { from: string; to: string }) => [from.slice(11, 16), to.slice(11, 16)]);
  expect(new Set(whole.map(String))).toEqual(new Set(["11:00,21:00"]));
  await set(null);
});

test("a calendar that is not kept yet is looked at like one that is", async () => {
  const preview = (calendar: object) =>
    post("/calendar-preview", { calendar, at: "2026-11-27T12:00:00Z" });
  expect((await preview(shop)).body).toMatchObject({
    open: true,
    closesAt: "2026-11-27T21:00:00.000Z",
    weekMs: 50 * HOUR_MS,
  });
  expect((await preview({ ...shop, intervals: [] })).body).toMatchObject({
    open: false,
    opensAt: null,
  });
});

test("who goes by a calendar is listed", async () => {
  const id = await newCalendar();
  const { id: agentId, name } = await stage.newPerson();
  await admin.send("PUT", `/api/v1/agents/${agentId}/shift`, { body: { calendarId: id } });
  const target = { measure: "resolution", level: null, withinMs: HOUR_MS, calendarId: id };
  const policy = await post("/sla-policies", policyBody({ targets: [target] }));
  const { body } = await admin.send("GET", "/api/v1/calendar-uses");
  expect(body.items).toContainEqual({
    calendarId: id,
    inboxes: [],
    policies: [{ id: policy.body.id, name: policy.body.name }],
    people: [{ id: agentId, name }],
  });
});

test("a policy is tried on a sample, and nothing is kept of it", async () => {
  const calendarId = await newCalendar();
  const before = await admin.send("GET", "/api/v1/sla-policies");
  const policy = policyBody({
    targets: [{ measure: "first-response", level: null, withinMs: 10 * 60_000, calendarId }],
    rules: [{ at: "breach", action: { kind: "notify", whom: "supervisors" } }],
  });
  const { body } = await post("/sla-policy-trial", { policy, at: "2026-11-27T12:00:00Z" });
  const clock = body.items.find((one: { measure: string }) => one.measure === "first-response");
  expect(clock).toMatchObject({
    state: "broken",
    calendar: "Loja",
    dueAt: "2026-11-27T12:10:00.000Z",
    countedMs: 20 * 60_000,
  });
  expect(body.actions).toMatchObject([{ at: "2026-11-27T12:10:00.000Z", moment: "breach" }]);
  const after = await admin.send("GET", "/api/v1/sla-policies");
  expect(after.body.items).toEqual(before.body.items);
});

test("dates of a file become dates of the calendar", async () => {
  const id = await newCalendar();
  const day = new Date(Date.now() + 10 * 24 * HOUR_MS).toISOString().slice(0, 10);
  const ics = [
    "BEGIN:VCALENDAR",
    "BEGIN:VEVENT",
    "UID:1",
    "SUMMARY:Inventário",
    `DTSTART;VALUE=DATE:${day.replaceAll("-", "")}`,
    "END:VEVENT",
    "END:VCALENDAR",
  ].join("\r\n");
  const tried = await post(`/calendars/${id}/import`, { ics, dryRun: true });
  expect(tried.body.calendar.exceptions).toHaveLength(1);
  const kept = (await agent.send("GET", "/api/v1/calendars")).body.items;
  expect(kept.find((one: { id: string }) => one.id === id)?.exceptions).toEqual([]);
  const imported = await post(`/calendars/${id}/import`, { ics });
  expect(imported).toMatchObject({ status: 200, body: { dates: 1, events: 1, passedOver: [] } });
  expect(imported.body.calendar.exceptions).toEqual([{ date: day, name: "Inventário", hours: [] }]);
  expect(await post(`/calendars/${id}/import`, { ics: "<html>" })).toMatchObject({
    status: 400,
    body: { code: "invalid", details: { because: "not-a-calendar" } },
  });
});

test.each([
  ["a zone that is none", { timeZone: "Brasil/Loja" }],
  ["hours that end before they begin", { intervals: [{ weekday: 1, from: 600, to: 480 }] }],
  ["a date that does not exist", { exceptions: [{ date: "2026-02-30", hours: [] }] }],
  [
    "a date that comes twice",
    { exceptions: ["2026-03-01", "2026-03-01"].map((date) => ({ date, hours: [] })) },
  ],
  ["a holiday that nobody knows", { holidays: ["thanksgiving"] }],
])("%s is refused", async (_, wrong) => {
  expect(await post("/calendars", { ...shop, ...wrong })).toMatchObject({
    status: 400,
    body: { code: "invalid" },
  });
});

describe("a file that is imported", () => {
  const file = (...events: readonly (readonly string[])[]) => {
    const lines = events.flatMap((event) => ["BEGIN:VEVENT", ...event, "END:VEVENT"]);
    return ["BEGIN:VCALENDAR", "VERSION:2.0", ...lines, "END:VCALENDAR"].join("\r\n");
  };
  const importInto = (id: string, body: object) => post(`/calendars/${id}/import`, body);

  test("sets no more dates than the calendar can be saved with again", async () => {
    const id = await newCalendar();
    const month = ["DTSTART;VALUE=DATE:20260101", "DTEND;VALUE=DATE:20260201"];
    const ics = file(["UID:1", ...month, "RRULE:FREQ=MONTHLY"]);
    expect(await importInto(id, { ics, years: 10 })).toMatchObject({
      status: 400,
      body: { code: "invalid", details: { because: "too-many-dates" } },
    });
    expect(await importInto(id, { ics, years: 2 })).toMatchObject({ status: 200 });
    const { items } = (await admin.send("GET", "/api/v1/calendars")).body;
    const { id: _, ...kept } = items.find((one: { id: string }) => one.id === id);
    expect(await admin.send("PUT", `/api/v1/calendars/${id}`, { body: kept })).toMatchObject({
      status: 200,
    });
  });

  test("opens a day no more often than a person may say", async () => {
    const hours = Array.from({ length: 25 }, (_, n) => [
      `UID:${n}`,
      "DTSTART:20261213T090000",
      "DTEND:20261213T130000",
    ]);
    const id = await newCalendar();
    expect(await importInto(id, { ics: file(...hours), means: "open" })).toMatchObject({
      status: 400,
      body: { code: "invalid", details: { because: "too-many-hours" } },
    });
  });

  test("has a name cut between characters, and not within one", async () => {
    const summary = `SUMMARY:${"a".repeat(119)}😀`;
    const ics = file(["UID:1", "DTSTART;VALUE=DATE:20261230", summary]);
    const imported = await importInto(await newCalendar(), { ics });
    expect(imported).toMatchObject({ status: 200 });
    expect(imported.body.calendar.exceptions).toMatchObject([{ name: "a".repeat(119) }]);
  });
});

test("admins who change policies and calendars at once are served one after the other", async () => {
  const hours = (to: number) => ({ ...shop, intervals: [{ weekday: 1, from: 480, to }] });
  const calendarIds = await Promise.all([newCalendar(), newCalendar()]);
  const targets = calendarIds.map((calendarId, n) => ({
    ...{ measure: "first-response", level: n + 1, withinMs: HOUR_MS, calendarId },
  }));
  await post("/sla-policies", policyBody({ targets }));
  const answers = await Promise.all(
    [1, 2, 3].flatMap((n) => [
      post("/sla-policies", policyBody({ isDefault: true })),
      ...calendarIds.map((id) =>
        admin.send("PUT", `/api/v1/calendars/${id}`, { body: hours(600 + n) }),
      ),
    ]),
  );
  expect(answers.map(({ status }) => status)).toEqual([1, 2, 3].flatMap(() => [201, 200, 200]));
});

test("an inbox answers by a calendar, or always", async () => {
  const path = `/api/v1/inboxes/${stage.scene.inboxId}/calendar`;
  const calendarId = await newCalendar();
  const put = (body: object) => admin.send("PUT", path, { body });
  expect(await put({ calendarId: randomUUID() })).toMatchObject({
    status: 400,
    body: { message: "body.calendarId: no such calendar" },
  });
  expect(await put({ calendarId })).toMatchObject({ status: 200 });
  expect((await agent.send("GET", path)).body).toEqual({ calendarId });
  expect(await admin.send("DELETE", `/api/v1/calendars/${calendarId}`)).toMatchObject({
    status: 409,
    body: { details: { because: "used-by-inbox" } },
  });
  expect(await put({ calendarId: null })).toMatchObject({ status: 200 });
});

test("what somebody counts by is not deleted", async () => {
  const calendarId = await newCalendar();
  const target = { measure: "first-response", level: null, withinMs: HOUR_MS, calendarId };
  const policy = await post("/sla-policies", policyBody({ targets: [target] }));
  expect(policy).toMatchObject({ status: 201, body: { revision: 1, openUnderOlder: 0 } });
  const gone = await admin.send("DELETE", `/api/v1/calendars/${calendarId}`);
  expect(gone).toMatchObject({
    status: 409,
    body: { code: "conflict", details: { because: "used-by-policy" } },
  });
  // Other hours are other terms.
  await admin.send("PUT", `/api/v1/calendars/${calendarId}`, { body: { ...shop, holidays: [] } });
  const { items } = (await agent.send("GET", "/api/v1/sla-policies")).body;
  const after = items.find(({ id }: { id: string }) => id === policy.body.id);
  expect(after).toMatchObject({ revision: 2 });
  expect(await admin.send("DELETE", `/api/v1/sla-policies/${policy.body.id}`)).toMatchObject({
    status: 200,
  });
  expect(await admin.send("DELETE", `/api/v1/calendars/${calendarId}`)).toMatchObject({
    status: 200,
  });
});

test("a policy names calendars and queues that are there, and another default takes its place", async () => {
  const target = { measure: "resolution", level: 1, withinMs: HOUR_MS, calendarId: randomUUID() };
  expect(await post("/sla-policies", policyBody({ targets: [target] }))).toMatchObject({
    status: 400,
    body: { message: "body.targets.0.calendarId: no such calendar" },
  });
  const move = { at: "overdue", action: { kind: "move", queueId: randomUUID() } };
  expect((await post("/sla-policies", policyBody({ rules: [move] }))).status).toBe(400);
  const first = await post("/sla-policies", policyBody({ isDefault: true }));
  const same = await post("/sla-policies", policyBody({ name: first.body.name }));
  expect(same).toMatchObject({ status: 400, body: { message: expect.stringContaining("name") } });
  await post("/sla-policies", policyBody({ isDefault: true }));
  const { items } = (await agent.send("GET", "/api/v1/sla-policies")).body;
  expect(items.filter(({ isDefault }: { isDefault: boolean }) => isDefault)).toHaveLength(1);
});

describe("a conversation's promises", () => {
  const clocksOf = async (id: string) => {
    const answer = await agent.send("GET", `/api/v1/conversations/${id}/clocks`);
    return clocksView.parse(answer.body);
  };

  async function newConversation(minutesAgo: number): Promise<string> {
    const arrivedAt = Date.now() - minutesAgo * 60_000;
    const id = await stage.scene.newConversation({ arrivedAt, waitingSince: arrivedAt });
    const { pool } = stage.scene.database;
    const messageId = randomUUID();
    await pool.query(
      `insert into messages (id, conversation_id, seq, previous_public_seq, direction, contact_id,
         text, created_at)
       select $1, id, 1, 0, 'inbound', contact_id, 'oi', $3 from conversations where id = $2`,
      [messageId, id, new Date(arrivedAt).toISOString()],
    );
    await pool.query("update conversations set last_seq = 1, last_public_seq = 1 where id = $1", [
      id,
    ]);
    await pool.query(
      `insert into outbox (type, subject_id, conversation_id) values ('message.created', $1, $2)`,
      [messageId, id],
    );
    return id;
  }

  async function follow(): Promise<void> {
    const follower = followStories({
      database: stage.scene.database,
      bus: {
        jobs: stage.scene.desk.jobs,
        wake: { publish: () => {}, subscribe: () => () => {} },
      },
      processName: "test",
      now: Date.now,
      log: { info: () => {}, warn: (fact) => expect(fact).toBe(""), error: () => {} },
    });
    // Notices stay unsettled while anybody on the server writes, in whatever database.
    do await follower.catchUp();
    while ((await followerLagMs(stage.scene.database.pool, "sla")) > 0);
    await follower.stop();
  }

  beforeAll(async () => {
    const target = (measure: string, minutes: number) => ({
      measure,
      level: null,
      withinMs: minutes * 60_000,
      calendarId: null,
    });
    const targets = [target("first-response", 30), target("resolution", 600)];
    await post(
      "/sla-policies",
      policyBody({ name: "Padrão", isDefault: true, targets, pauses: ["third-party"] }),
    );
  });

  test("are told with their segments, which sum to the time that passed", async () => {
    const id = await newConversation(20);
    const claimed = await agent.send("POST", `/api/v1/conversations/${id}/claim`, { body: {} });
    expect(claimed.status).toBe(200);
    const { policyName, items } = await clocksOf(id);
    expect(policyName).toBe("Padrão");
    expect(items.map(({ measure, state }) => `${measure} ${state}`).sort()).toEqual([
      "first-response running",
      "queue-wait untold",
      "resolution running",
    ]);
    for (const clock of items) {
      expect(clock.segments.reduce((sum, { ms }) => sum + ms, 0)).toBe(clock.wallMs);
    }
    const first = items.find(({ measure }) => measure === "first-response");
    expect(first?.segments.map(({ owner }) => owner?.name ?? null)).toEqual([null, "Bia"]);
    expect(first?.segments[0]?.queueId).toBe(stage.scene.solvers);
    expect(Date.parse(first?.dueAt ?? "") - Date.parse(first?.startedAt ?? "")).toBe(30 * 60_000);
  });

  test("stand still while a third party is waited for, if the policy says so", async () => {
    const stateWhile = async (reason?: string) => {
      const id = await newConversation(20);
      const until = new Date(Date.now() + 3_600_000).toISOString();
      const body = { until, epoch: 0, ...(reason && { reason }) };
      const done = await agent.send("POST", `/api/v1/conversations/${id}/snooze`, { body });
      expect(done.status).toBe(200);
      return (await clocksOf(id)).items.find(({ measure }) => measure === "resolution")?.state;
    };
    expect(await stateWhile()).toBe("running");
    expect(await stateWhile("third-party")).toBe("paused");
  });

  test("say which breaks next, in its view and in the order of the list", async () => {
    const [later, sooner, answered] = [
      await newConversation(5),
      await newConversation(25),
      await newConversation(29),
    ];
    await agent.send("POST", `/api/v1/conversations/${answered}/messages`, {
      body: { text: "já vejo", clientId: randomUUID() },
    });
    await follow();
    const list = async (cursor = "") => {
      const { body } = await agent.send(
        "GET",
        `/api/v1/conversations?status=open&order=next-breach&limit=2${cursor}`,
      );
      return body as { items: { id: string }[]; nextCursor: string | null };
    };
    const seen: string[] = [];
    let page = await list();
    for (;;) {
      seen.push(...page.items.map(({ id }) => id));
      if (page.nextCursor === null) break;
      page = await list(`&cursor=${page.nextCursor}`);
    }
    expect(new Set(seen).size).toBe(seen.length);
    const mine = seen.filter((id) => [later, sooner, answered].includes(id as never));
    // The answered one waits for its customer: nothing of it goes by.
    expect(mine).toEqual([sooner, later, answered]);
    const view = (await agent.send("GET", `/api/v1/conversations/${sooner}`)).body;
    expect(view.nextDue).toMatchObject({ measure: "first-response" });
    expect(view.promisesRevision).toBe(1);
    expect((await agent.send("GET", `/api/v1/conversations/${answered}`)).body.nextDue).toBeNull();
  });

  test("keep their terms when the policy changes, until somebody gives them the newest", async () => {
    const id = await newConversation(1);
    await follow();
    const { items } = (await agent.send("GET", "/api/v1/sla-policies")).body;
    const policy = items.find(({ name }: { name: string }) => name === "Padrão");
    const { id: policyId, isDefault, pauses, rules } = policy;
    const body = { name: policy.name, isDefault, pauses, rules };
    const targets = [
      { measure: "first-response", level: null, withinMs: 90 * 60_000, calendarId: null },
    ];
    const changed = await admin.send("PUT", `/api/v1/sla-policies/${policyId}`, {
      body: { ...body, targets },
    });
    expect(changed.body).toMatchObject({ revision: 2 });
    expect(changed.body.openUnderOlder).toBeGreaterThan(0);
    const within = async () =>
      (await clocksOf(id)).items.find(({ measure }) => measure === "first-response")?.withinMs;
    expect(await within()).toBe(30 * 60_000);
    const rebased = await post(`/sla-policies/${policyId}/rebase`, {});
    expect(rebased.body.conversations).toBe(changed.body.openUnderOlder);
    expect(await within()).toBe(90 * 60_000);
  });
});
