import type { Bus } from "@circuito/bus";
import type { NewId } from "@circuito/domain";
import {
  addWebhookDeliveries,
  listWebhooksOn,
  type NewWebhookDelivery,
  type StoredWebhook,
  WEBHOOKS_FOLLOWER,
} from "@circuito/store";
import {
  type Follower,
  type FollowerDependencies,
  type Following,
  followOutbox,
} from "../follow/follow-outbox.ts";
import { loadEvents } from "./load-events.ts";
import type { WrittenEvent } from "./write-events.ts";

/** Programs outside do not mind; and what belongs together is loaded together. */
const GATHER_MS = 200;
/** Word of a first endpoint may be lost. */
const LOOK_EVERY_MS = 10_000;

/**
 * Follows the outbox and writes down what endpoints are to be told, off the way of whatever happens.
 * While none is on nobody reads anything: the place to read on from comes with the first, and goes with
 * the last (decision 32).
 */
export function followEvents(
  dependencies: FollowerDependencies & {
    readonly bus: { readonly jobs: Pick<Bus["jobs"], "nudge"> };
    readonly newId: NewId;
  },
): Follower {
  const { database, bus, newId, now, log } = dependencies;
  const following: Following = {
    name: WEBHOOKS_FOLLOWER,
    gatherMs: GATHER_MS,
    async take(notices, move) {
      const webhooks = await listWebhooksOn(database.pool);
      const wanted = new Set(webhooks.flatMap(({ events }) => events));
      const events = await loadEvents(database.pool, notices, wanted);
      const deliveries = events.flatMap((event) => deliveriesOf(event, webhooks, newId));
      const concerned = await database.transaction(async ({ client }) =>
        (await move(client)) ? addWebhookDeliveries(client, deliveries, now()) : [],
      );
      await bus.jobs.nudge("webhook", concerned);
    },
  };

  let follower: Follower | undefined;
  let isStopped = false;
  let looked: Promise<void> = Promise.resolve();

  async function look(): Promise<void> {
    const isAnyOn = !isStopped && (await listWebhooksOn(database.pool)).length > 0;
    if (isAnyOn) {
      follower ??= followOutbox(dependencies, following);
      return;
    }
    await follower?.stop();
    follower = undefined;
  }

  /** One after another: two at once would start two followers. */
  function lookNext(): Promise<void> {
    looked = looked
      .then(look)
      .catch((error: Error) => log.warn("webhooks not looked at", { error: error.message }));
    return looked;
  }

  const unsubscribe = bus.wake.subscribe("configuration", () => void lookNext());
  const timer = setInterval(() => void lookNext(), LOOK_EVERY_MS);
  void lookNext();

  return {
    async catchUp() {
      await lookNext();
      await follower?.catchUp();
    },
    async stop() {
      isStopped = true;
      unsubscribe();
      clearInterval(timer);
      await lookNext();
    },
  };
}

/** One for every endpoint that asked for it before it happened. */
function deliveriesOf(
  { event, key, noticedAt, payload }: WrittenEvent,
  webhooks: readonly StoredWebhook[],
  newId: NewId,
): readonly NewWebhookDelivery[] {
  const concerned = webhooks.filter(
    ({ events, onSince }) => events.includes(event) && noticedAt >= onSince,
  );
  if (concerned.length === 0) return [];
  const body = JSON.stringify(payload);
  return concerned.map(({ id }) => ({
    id: newId(),
    endpointId: id,
    event,
    eventKey: key,
    payload: body,
  }));
}
