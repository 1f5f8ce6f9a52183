import { asId, MINUTE_MS, nameOfFreeAgent, type QueueId } from "@circuito/domain";
import type { QueueSettings, UpdateQueueBody } from "@circuito/protocol";
import {
  existingQueues,
  findQueueSettings,
  insertQueue,
  listQueueMembers,
  lockQueueSettings,
  type Queryable,
  type QueueMember,
  type QueueSettingsRow,
  replaceQueueMembers,
  saveQueueSettings,
} from "@circuito/store";
import type { Handlers } from "../handler.ts";
import { HttpProblem } from "../problem.ts";
import { nothingHere } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";

/** How queues hand out what waits in them, and who serves them. */
export function queueSettingsHandlers(
  parts: WebParts,
): Pick<Handlers, "createQueue" | "getQueue" | "updateQueue"> {
  const { database, desk } = parts;
  return {
    async createQueue({ body }) {
      const id = asId<QueueId>(parts.newId());
      const saved = await database.transaction(async ({ client }) => {
        if (!(await insertQueue(client, { id, ...body }))) throw nameTaken();
        const queue = await findQueueSettings(client, id);
        if (!queue) throw nothingHere();
        return viewOf(queue, []);
      });
      parts.configurationChanged();
      return saved;
    },

    async getQueue({ params }) {
      const queue = await findQueueSettings(database.pool, params.id);
      if (!queue) throw nothingHere();
      return viewOf(queue, await listQueueMembers(database.pool, params.id));
    },

    async updateQueue({ params, body }) {
      const saved = await database.transaction(async ({ client }) => {
        const before = await lockQueueSettings(client, params.id);
        if (!before) throw nothingHere();
        const after = changed(before, body);
        await check(client, after);
        if (!(await saveQueueSettings(client, after))) throw nameTaken();
        const members = body.members?.map((one) => ({ ...one, agentId: asId<never>(one.agentId) }));
        if (members && !(await replaceQueueMembers(client, after.id, members))) {
          throw new HttpProblem("invalid", "body.members: there is no such agent", {
            details: { because: "no-such-agent" },
          });
        }
        return viewOf(after, await listQueueMembers(client, after.id));
      });
      parts.configurationChanged();
      // On other terms, or with other people, what waits may be somebody's now.
      const people = saved.members.map(({ agentId }) => nameOfFreeAgent(asId(agentId)));
      await desk.jobs.nudge("assign", [saved.id, ...(body.members ? people : [])]);
      return saved;
    },
  };
}

function nameTaken(): HttpProblem {
  return new HttpProblem("conflict", "another queue has this name", {
    details: { because: "name-taken" },
  });
}

function changed(before: QueueSettingsRow, body: UpdateQueueBody): QueueSettingsRow {
  const { offer, stickyHoldSeconds, relaxAfterSeconds, overflowAfterSeconds } = body;
  const { acceptWithinMinutes } = body;
  return {
    ...before,
    name: body.name ?? before.name,
    strategy: body.strategy ?? before.strategy,
    ...(offer && {
      offerLiveMs: inMs(offer.liveSeconds),
      offerAsyncMs: inMs(offer.asyncSeconds),
    }),
    ...(stickyHoldSeconds !== undefined && { stickyHoldMs: stickyHoldSeconds * 1_000 }),
    ...(relaxAfterSeconds !== undefined && { relaxAfterMs: inMs(relaxAfterSeconds) }),
    ...(overflowAfterSeconds !== undefined && { overflowAfterMs: inMs(overflowAfterSeconds) }),
    ...(acceptWithinMinutes !== undefined && {
      acceptWithinMs: acceptWithinMinutes === null ? null : acceptWithinMinutes * MINUTE_MS,
    }),
    ...(body.overflowQueueId !== undefined && {
      overflowQueueId: body.overflowQueueId === null ? null : asId<QueueId>(body.overflowQueueId),
    }),
  };
}

async function check(q: Queryable, { id, overflowQueueId }: QueueSettingsRow): Promise<void> {
  if (overflowQueueId === null) return;
  if (overflowQueueId === id) {
    throw new HttpProblem(
      "invalid",
      "body.overflowQueueId: a queue does not overflow into itself",
      {
        details: { because: "same-queue" },
      },
    );
  }
  if ((await existingQueues(q, [overflowQueueId])).size === 0) {
    throw new HttpProblem("invalid", "body.overflowQueueId: there is no such queue", {
      details: { because: "no-such-queue" },
    });
  }
}

function viewOf(queue: QueueSettingsRow, members: readonly QueueMember[]): QueueSettings {
  const { id, name, level, role, overflowQueueId } = queue;
  return {
    ...{ id, name, level, role, overflowQueueId, strategy: queue.strategy },
    offer: {
      liveSeconds: inSeconds(queue.offerLiveMs),
      asyncSeconds: inSeconds(queue.offerAsyncMs),
    },
    stickyHoldSeconds: queue.stickyHoldMs / 1_000,
    relaxAfterSeconds: inSeconds(queue.relaxAfterMs),
    overflowAfterSeconds: inSeconds(queue.overflowAfterMs),
    acceptWithinMinutes:
      queue.acceptWithinMs === null ? null : Math.round(queue.acceptWithinMs / MINUTE_MS),
    members: members.map((member) => ({ ...member })),
  };
}

const inMs = (seconds: number | null) => (seconds === null ? null : seconds * 1_000);
const inSeconds = (ms: number | null) => (ms === null ? null : Math.round(ms / 1_000));
