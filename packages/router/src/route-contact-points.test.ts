import { contactKey, loadRoutingConfiguration } from "@circuito/store";
import { routeContactPoints } from "./route-contact-points.ts";
import { createRouterWorld, type RouterWorld, sms } from "./testing/router-world.ts";

let world: RouterWorld;
beforeEach(async () => {
  world = await createRouterWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

/** Routes a message as a job would. @returns the queues that the assigner is called to */
async function say(id: string, text: string) {
  await world.receive(sms(id, text));
  const configuration = await loadRoutingConfiguration(world.database);
  const keys = [contactKey("tel:+5511900000001")];
  return (await routeContactPoints(world.database, keys, 100, configuration, world)).queueIds;
}

const put = (change: string) => world.database.pool.query(`update conversations set ${change}`);

test("the assigner is called to what begins to wait, and not to what waited", async () => {
  expect(await say("1", "preciso de ajuda")).toEqual([world.queueId]);
  expect(await say("2", "alguém aí?")).toEqual([]);
  await put("status = 'snoozed', snoozed_until = now() + interval '1 day'");
  expect(await say("3", "voltei antes")).toEqual([world.queueId]);
  await put("status = 'resolved', resolved_at = now()");
  expect(await say("4", "ainda não funciona, e agora?")).toEqual([world.queueId]);
});
