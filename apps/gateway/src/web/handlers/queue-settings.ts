import {
  asId,
  chooseAgent,
  MINUTE_MS,
  nameOfFreeAgent,
  type QueueId,
  type WaitingConversation,
} from "@circuito/domain";
import { isLevelOfRole, type QueueSettings, type UpdateQueueBody } from "@circuito/protocol";
import {
  existingQueues,
  findQueueSettings,
  insertQueue,
  listQueueMembers,
  loadMembers,
  loadQueueTerms,
  lockQueueSettings,
  type Queryable,
  type QueueMember,
  type QueueSettingsRow,
  replaceQueueMembers,
  saveQueueSettings,
} from "@circuito/store";
import type { Call, Handlers } from "../handler.ts";
import { HttpProblem } from "../problem.ts";
import { nothingHere } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";

/** How queues hand out what waits in them, and who serves them. */
export function queueSettingsHandlers(
  parts: WebParts,
): Pick<Handlers, "createQueue" | "getQueue" | "updateQueue" | "whoWouldServe"> {
  const { database, desk } = parts;
  return {
    async createQueue({ body }) {
      const id = asId<QueueId>(parts.newId());
      const saved = await database.transaction(async ({ client }) => {
        if (!(await insertQueue(client, { id, ...body }))) throw nameTaken();
        const queue = await findQueueSettings(client, id);
        if (!queue) throw nothingHere();
        return queueSettingsOf(queue, []);
      });
      parts.configurationChanged();
      return saved;
    },

    async getQueue({ params }) {
      const queue = await findQueueSettings(database.pool, params.id);
      if (!queue) throw nothingHere();
      return queueSettingsOf(queue, await listQueueMembers(database.pool, params.id));
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
        return queueSettingsOf(after, await listQueueMembers(client, after.id));
      });
      parts.configurationChanged();
      // On other terms, or with other people, what waits may be somebody's now.
      const people = saved.members.map(({ agentId }) => nameOfFreeAgent(asId(agentId)));
      await desk.jobs.nudge("assign", [saved.id, ...(body.members ? people : [])]);
      return saved;
    },

    async whoWouldServe({ params, body }) {
      const queueId = asId<QueueId>(params.id);
      const [members, terms] = await Promise.all([
        loadMembers(database.pool, queueId),
        loadQueueTerms(database.pool, [queueId]),
      ]);
      const ofQueue = terms.get(queueId);
      if (!ofQueue) throw nothingHere();
      const now = parts.now();
      const choice = chooseAgent(nextOne(queueId, body, now), members, ofQueue, now);
      const because = new Map(choice.candidates.map((one) => [one.agentId, one.because]));
      return {
        agentId: choice.kind === "agent" ? choice.agentId : null,
        because: choice.because,
        offerSeconds: choice.kind === "agent" ? inSeconds(choice.offerMs ?? null) : null,
        candidates: members
          .map(({ id, name, load, capacity }) => ({
            agentId: id,
            name,
            because: because.get(id) ?? "eligible",
            load,
            capacity,
          }))
          .sort((a, b) => a.name.localeCompare(b.name)),
      };
    },
  };
}

/** Somebody nobody knows yet, who begins to wait now. */
function nextOne(
  queueId: QueueId,
  { channel, skills, language }: Call<"whoWouldServe">["body"],
  now: number,
): WaitingConversation {
  return {
    id: asId(queueId),
    queueId,
    channel,
    level: 1,
    priority: 0,
    arrivedAt: now,
    waitingSince: now,
    epoch: 0,
    stickyAgentId: undefined,
    stickyIsThere: false,
    excludedAgentIds: [],
    declinedBy: [],
    missedBy: [],
    requiredSkills: skills,
    language: language ?? undefined,
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
    role: body.role ?? before.role,
    level: body.level ?? before.level,
    area: body.area === undefined ? before.area : body.area,
    strategy: body.strategy ?? before.strategy,
    onlyOwnerReplies: body.onlyOwnerReplies ?? before.onlyOwnerReplies,
    claimsOnTyping: body.claimsOnTyping ?? before.claimsOnTyping,
    signature: body.signature ?? before.signature,
    ...(offer && {
      offerLiveMs: inMs(offer.liveSeconds),
      offerAsyncMs: inMs(offer.asyncSeconds),
    }),
    resolvesInTriage: body.resolvesInTriage ?? before.resolvesInTriage,
    closing: body.closing ?? before.closing,
    ...(body.directedNotice !== undefined && { directedNotice: body.directedNotice }),
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

async function check(q: Queryable, queue: QueueSettingsRow): Promise<void> {
  const { id, overflowQueueId } = queue;
  if (!isLevelOfRole(queue)) {
    throw new HttpProblem(
      "invalid",
      "body.level: specialists are of level 2 or 3, everybody else of level 1",
      { details: { because: "level-of-role" } },
    );
  }
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

export function queueSettingsOf(
  queue: QueueSettingsRow,
  members: readonly QueueMember[],
): QueueSettings {
  const { id, name, level, role, area, overflowQueueId } = queue;
  return {
    ...{ id, name, level, role, area, overflowQueueId, strategy: queue.strategy },
    offer: {
      liveSeconds: inSeconds(queue.offerLiveMs),
      asyncSeconds: inSeconds(queue.offerAsyncMs),
    },
    stickyHoldSeconds: queue.stickyHoldMs / 1_000,
    relaxAfterSeconds: inSeconds(queue.relaxAfterMs),
    overflowAfterSeconds: inSeconds(queue.overflowAfterMs),
    acceptWithinMinutes:
      queue.acceptWithinMs === null ? null : Math.round(queue.acceptWithinMs / MINUTE_MS),
    onlyOwnerReplies: queue.onlyOwnerReplies,
    claimsOnTyping: queue.claimsOnTyping,
    signature: queue.signature,
    resolvesInTriage: queue.resolvesInTriage,
    directedNotice: queue.directedNotice,
    closing: queue.closing,
    members: members.map((member) => ({ ...member })),
  };
}

const inMs = (seconds: number | null) => (seconds === null ? null : seconds * 1_000);
const inSeconds = (ms: number | null) => (ms === null ? null : Math.round(ms / 1_000));
