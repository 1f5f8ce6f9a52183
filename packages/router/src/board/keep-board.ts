import { dayBegan, MINUTE_MS, minuteOf } from "@circuito/domain";
import {
  type Database,
  findBoardSettings,
  readBoardNow,
  readBoardToday,
  saveBoardMinutes,
} from "@circuito/store";

/** Writes down once a minute how every queue stands: the line behind the board's figures. */
export interface BoardKeeper {
  keep(): Promise<void>;
}

export function createBoardKeeper({
  database,
  now,
}: {
  readonly database: Database;
  readonly now: () => number;
}): BoardKeeper {
  let kept: number | undefined;
  return {
    async keep() {
      const at = now();
      const minute = Math.floor(at / MINUTE_MS) * MINUTE_MS;
      if (minute === kept) return;
      const { timeZone } = await findBoardSettings(database.pool);
      const began = dayBegan(timeZone, at);
      const [standing, today] = await database.connection(
        async (client) =>
          [await readBoardNow(client, at), await readBoardToday(client, began, at)] as const,
      );
      const since = new Map(today.map((each) => [each.queueId, each]));
      const queues = standing.queues.map((queue) => {
        const { due = 0, met = 0, abandoned = 0 } = since.get(queue.id) ?? {};
        return { ...queue, due, met, abandoned };
      });
      const minutes = minuteOf(queues, standing.agents, at).map((each) => ({ ...each, minute }));
      await saveBoardMinutes(database.pool, minutes);
      kept = minute;
    },
  };
}
