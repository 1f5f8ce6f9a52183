import { randomUUID } from "node:crypto";
import { clearDue, nameOfDue, setDue, takeDue } from "@circuito/store";
import { createRouterWorld, type RouterWorld, silentLog } from "../testing/router-world.ts";
import { startTimers } from "../timers.ts";
import { type DueHandler, startDueWork } from "./due-work.ts";

let world: RouterWorld;
const [first, second] = [randomUUID(), randomUUID()];
const warnings: string[] = [];
const log = { ...silentLog, warn: (fact: string) => warnings.push(fact) };

beforeEach(async () => {
  world = await createRouterWorld();
  warnings.length = 0;
});
afterEach(async () => {
  await world[Symbol.asyncDispose]();
});

const MINUTE_MS = 60_000;

function take(ids: readonly string[], now = Date.now()): Promise<readonly string[]> {
  return world.database.transaction(({ client }) => takeDue(client, "sla", ids, now));
}

test("only what is due is taken, and only once, however often a job asks", async () => {
  const now = Date.now();
  await setDue(world.database.pool, [
    { kind: "sla", id: first, at: now - 1 },
    { kind: "sla", id: second, at: now + MINUTE_MS },
  ]);
  const taken = await Promise.all([1, 2, 3].map(() => take([first, second], now)));
  expect(taken.flat()).toEqual([first]);
  expect(await take([first, second], now + MINUTE_MS)).toEqual([second]);
});

test("a time set again replaces the one before, and a cleared one never comes", async () => {
  const now = Date.now();
  const { pool } = world.database;
  await setDue(pool, [
    { kind: "sla", id: first, at: now - MINUTE_MS },
    { kind: "sla", id: first, at: now + MINUTE_MS },
    { kind: "sla", id: second, at: now - MINUTE_MS },
  ]);
  await clearDue(pool, "sla", [second]);
  expect(await take([first, second], now)).toEqual([]);
});

test("whoever fails after taking leaves it due", async () => {
  await setDue(world.database.pool, [{ kind: "sla", id: first, at: 0 }]);
  const failing = world.database.transaction(async ({ client }) => {
    await takeDue(client, "sla", [first], Date.now());
    throw new Error("died");
  });
  await expect(failing).rejects.toThrow("died");
  expect(await take([first])).toEqual([first]);
});

describe("with jobs", () => {
  /** Resolves with the first ids that a kind's handler really took. */
  function firstTaken(): {
    readonly taken: Promise<readonly string[]>;
    readonly handle: DueHandler;
  } {
    let tell: (ids: readonly string[]) => void = () => {};
    const taken = new Promise<readonly string[]>((resolve) => {
      tell = resolve;
    });
    const handle: DueHandler = async (ids) => {
      const mine = await take(ids);
      if (mine.length > 0) tell(mine);
    };
    return { taken, handle };
  }

  test("a delayed job brings it when its time comes", async () => {
    const { taken, handle } = firstTaken();
    await startDueWork({ bus: world.bus, handlers: { sla: handle }, log });
    const at = Date.now() + 300;
    await setDue(world.database.pool, [{ kind: "sla", id: first, at }]);
    await world.bus.jobs.nudgeAt("due", [nameOfDue({ kind: "sla", id: first })], at);
    expect(await taken).toEqual([first]);
    expect(Date.now()).toBeGreaterThanOrEqual(at);
  });

  test("what lost its job is found by the sweep, and a kind that fails holds up no other", async () => {
    const { taken, handle } = firstTaken();
    const offer: DueHandler = () => Promise.reject(new Error("no"));
    await startDueWork({ bus: world.bus, handlers: { sla: handle, offer }, log });
    await setDue(world.database.pool, [
      { kind: "offer", id: second, at: 1 },
      { kind: "sla", id: first, at: 2 },
    ]);
    const timers = await startTimers({ ...world, processName: "test", log: silentLog });
    expect(await taken).toEqual([first]);
    await timers.stop();
    expect(warnings).toContain("due work failed");
  });

  test("a subject that fails whenever it is looked at holds up no other of its kind", async () => {
    const { taken, handle } = firstTaken();
    const sla: DueHandler = (ids) =>
      ids.includes(second) ? Promise.reject(new Error("no")) : handle(ids);
    await startDueWork({ bus: world.bus, handlers: { sla }, log });
    await setDue(world.database.pool, [
      { kind: "sla", id: second, at: 1 },
      { kind: "sla", id: first, at: 2 },
    ]);
    const subjects = [second, first].map((id) => nameOfDue({ kind: "sla", id }));
    await world.bus.jobs.nudge("due", subjects);
    expect(await taken).toEqual([first]);
    const deadline = Date.now() + 10_000;
    while (warnings.length === 0 && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(warnings).toEqual(["due work failed"]);
  });
});
