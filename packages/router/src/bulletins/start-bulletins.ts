import type { Bus } from "@circuito/bus";
import { type BulletinSender, deliverBulletins } from "./deliver-bulletin.ts";

/** A mail server that takes long leaves room for a chat room. */
const JOBS_AT_ONCE = 4;

/** Takes `bulletin` jobs and sends what is due. What waits behind another is found by the sweep. */
export async function startBulletins(
  dependencies: BulletinSender & { readonly bus: Pick<Bus, "jobs"> },
): Promise<void> {
  const { jobs } = dependencies.bus;
  await jobs.work("bulletin", { concurrency: JOBS_AT_ONCE }, async (ids) => {
    for (const { id, at } of await deliverBulletins(dependencies, [...new Set(ids)])) {
      await jobs.nudgeAt("bulletin", [id], at);
    }
  });
}
