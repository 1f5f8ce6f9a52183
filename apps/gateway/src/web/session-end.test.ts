import { createWebStage, type WebStage } from "./testing/web-stage.ts";

const HOUR = 3_600;
const DAY = 24 * HOUR;

let stage: WebStage;
beforeAll(async () => {
  stage = await createWebStage();
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
});

/** Somebody who logged in so long ago, and whose session ends in so many seconds. */
async function somebody(ago: string, endsIn: string) {
  const person = await stage.newPerson();
  const client = await stage.logIn(person);
  await stage.scene.database.pool.query(
    `update sessions set created_at = now() - $2::interval, expires_at = now() + $3::interval
      where agent_id = $1`,
    [person.id, ago, endsIn],
  );
  const left = async () => (await client.send("GET", "/api/v1/session")).body.endsInSeconds;
  const extend = () => client.send("POST", "/api/v1/session/extension", { body: {} });
  return { client, left, extend };
}
const about = (seconds: number) => (left: number) => left <= seconds && left > seconds - 60;

test("who logs in is told how long it lasts: a week", async () => {
  const client = await stage.logIn(await stage.newPerson());
  const { body } = await client.send("GET", "/api/v1/session");
  expect(about(7 * DAY)(body.endsInSeconds)).toBe(true);
});

test("near its end it goes on for half a day, and the browser keeps its cookie", async () => {
  const { left, extend, client } = await somebody("7 days", "5 minutes");
  expect(about(300)(await left())).toBe(true);
  const { status, body, headers } = await extend();
  expect(status).toBe(200);
  expect(about(12 * HOUR)(body.endsInSeconds)).toBe(true);
  expect(about(12 * HOUR)(await left())).toBe(true);
  expect(headers.getSetCookie()[0]).toContain(client.cookie);
});

test("a session that lasts longer anyway is not shortened", async () => {
  const { left, extend } = await somebody("1 hour", "6 days");
  await extend();
  expect(about(6 * DAY)(await left())).toBe(true);
});

test("twelve days after the log-in the password is asked for, however often it went on", async () => {
  const { left, extend } = await somebody("11 days 22 hours", "5 minutes");
  await extend();
  expect(about(2 * HOUR)(await left())).toBe(true);
  const last = await somebody("12 days", "5 minutes");
  await last.extend();
  expect(about(300)(await last.left())).toBe(true);
});

test("one that is over does not come back", async () => {
  const { extend } = await somebody("7 days", "-1 seconds");
  expect((await extend()).status).toBe(401);
});
