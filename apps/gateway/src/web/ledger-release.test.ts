import { randomUUID } from "node:crypto";
import { readBalance } from "@circuito/store";
import { type Client, createWebStage, type WebStage } from "./testing/web-stage.ts";

let stage: WebStage;
let supervisor: Client;
beforeAll(async () => {
  stage = await createWebStage();
  supervisor = await stage.logIn(await stage.newPerson({ role: "supervisor", name: "Sofia" }));
});
afterAll(() => stage[Symbol.asyncDispose]());

let keys = 0;
async function setAside(
  state: "parked" | "suppressed",
  reason: string,
  kind: "message" | "malformed" = "message",
): Promise<{ readonly id: string; readonly contactKey: string }> {
  const contactKey = `${++keys}`;
  const { rows } = await stage.scene.database.pool.query<{ id: string }>(
    `insert into ledger (inbox_id, external_id, kind, contact_key, content_hash, element, state,
       reason, attempts, routed_at)
     values ($1, $2, $3, $4, '\\x00', '{}', $5, $6, 3, now()) returning id`,
    [stage.scene.inboxId, randomUUID(), kind, contactKey, state, reason],
  );
  return { id: rows[0]?.id ?? "", contactKey };
}
const release = (id: string) => supervisor.send("POST", `/api/v1/ledger/${id}/release`, {});

test("what was set aside is let in, nudged, and remembers who did it and why it had been", async () => {
  const { id, contactKey } = await setAside("suppressed", "bulk");
  const released = await release(id);
  expect(released).toMatchObject({
    status: 200,
    body: {
      id,
      state: "accepted",
      reason: null,
      decisions: [
        {
          kind: "release",
          outcome: "released",
          because: "bulk",
          facts: { name: "Sofia", from: "suppressed", by: expect.any(String) },
        },
      ],
    },
  });
  expect(Date.parse(released.body.decisions[0].at)).toBeGreaterThan(Date.now() - 60_000);
  expect(stage.nudged).toContain(contactKey);
  expect(await readBalance(stage.scene.database.pool)).toMatchObject([
    { inFlight: 1, suppressed: 0, difference: 0 },
  ]);
  expect(await release(id)).toMatchObject({ status: 409, body: { code: "wrong-state" } });
});

test.each([
  ["bytes that nobody could read", "parked", "not JSON", "malformed", /nobody could read/],
  ["a copy of our own mail", "suppressed", "own-copy", "message", /a copy of a mail of ours/],
] as const)("%s cannot be released, and the answer says why", async (_, state, why, kind, says) => {
  const { id } = await setAside(state, why, kind);
  const refused = await release(id);
  expect(refused).toMatchObject({ status: 422, body: { code: "not-routable" } });
  expect(refused.body.message).toMatch(says);
  const { body } = await supervisor.send("GET", `/api/v1/ledger?state=${state}`);
  expect(body.items).toContainEqual(expect.objectContaining({ id, state, reason: why }));
});

test.each(["0", "-1", "9223372036854775808", "1e3", "x"])("%s is no row", async (id) => {
  expect((await release(id)).status).toBe(404);
});

test("a row that is not there is not found", async () => {
  expect((await release("9223372036854775807")).status).toBe(404);
});

test("of many who press at once, one releases", async () => {
  const { id } = await setAside("parked", "the router could not route it");
  const answers = await Promise.all(Array.from({ length: 8 }, () => release(id)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(409)]);
});

test("what was set aside is listed with its reason, page by page", async () => {
  for (let i = 0; i < 3; i++) await setAside("parked", `reason ${i}`);
  const page = await supervisor.send("GET", "/api/v1/ledger?state=parked&limit=2");
  expect(page.body.items.map((row: { reason: string }) => row.reason)).toEqual([
    "reason 2",
    "reason 1",
  ]);
  const cursor = encodeURIComponent(page.body.nextCursor);
  const next = await supervisor.send("GET", `/api/v1/ledger?state=parked&limit=2&cursor=${cursor}`);
  expect(next.body.items[0]).toMatchObject({ reason: "reason 0", state: "parked" });
});
