import { transfer } from "@circuito/desk";
import {
  findQueueSettings,
  findQueueUses,
  listArchivedQueues,
  listInQueue,
  listQueueMembers,
  lockQueueSettings,
  type QueueUse,
  setArchived,
} from "@circuito/store";
import type { Handlers } from "../handler.ts";
import { iso } from "../instants.ts";
import { HttpProblem } from "../problem.ts";
import { nothingHere } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";
import { queueSettingsOf } from "./queue-settings.ts";

/** Queues that are used no more, and what was in them. */
export function queueArchiveHandlers(
  parts: WebParts,
): Pick<Handlers, "archiveQueue" | "restoreQueue" | "listArchivedQueues"> {
  const { database, desk } = parts;
  return {
    async archiveQueue({ who, params, body: { moveTo } }) {
      if (!(await findQueueSettings(database.pool, params.id))) throw nothingHere();
      // Before anything is moved: what is still sent there would come again.
      refuseUsed(await findQueueUses(database.pool, params.id));
      let moved = 0;
      if (moveTo) {
        for (const one of await listInQueue(database.pool, params.id)) {
          const done = await transfer(desk, who, { ...one, ...moveTo });
          if (done.kind === "done") moved += 1;
        }
      }
      await database.transaction(async ({ client }) => {
        await lockQueueSettings(client, params.id);
        refuseUsed(await findQueueUses(client, params.id));
        const left = await listInQueue(client, params.id);
        if (left.length > 0) {
          throw new HttpProblem(
            "conflict",
            `${left.length} conversations are still in this queue`,
            {
              details: { because: "has-conversations", conversations: left.length, moved },
            },
          );
        }
        await setArchived(client, params.id, true);
      });
      parts.configurationChanged();
      return { moved };
    },

    async restoreQueue({ params }) {
      const restored = await database.transaction(async ({ client }) => {
        if (!(await setArchived(client, params.id, false))) throw nothingHere();
        const queue = await findQueueSettings(client, params.id);
        if (!queue) throw nothingHere();
        return queueSettingsOf(queue, await listQueueMembers(client, params.id));
      });
      parts.configurationChanged();
      return restored;
    },

    async listArchivedQueues() {
      const items = (await listArchivedQueues(database.pool)).map(({ archivedAt, ...queue }) => ({
        ...queue,
        archivedAt: iso(archivedAt),
      }));
      return { items, nextCursor: null };
    },
  };
}

const WHO_USES: Readonly<Record<QueueUse, string>> = {
  "default-queue": "it takes what no rule matches",
  rules: "routing rules name it, or their draft does",
  attendant: "an attendant leads to it",
  overflow: "another queue overflows into it",
  policy: "a policy moves conversations to it",
  "last-queue": "it is the only one",
};

function refuseUsed(uses: readonly QueueUse[]): void {
  const [first] = uses;
  if (first === undefined) return;
  throw new HttpProblem("conflict", `this queue stays: ${WHO_USES[first]}`, {
    details: { because: `used-by-${first}`, uses },
  });
}
