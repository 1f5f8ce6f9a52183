import type {
  BulletinContent,
  BulletinLeftOut,
  BulletinRefusal,
  BulletinTarget,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { ms } from "../reading/instants.ts";
import type { BulletinState } from "../schema/index.ts";

/** One as its source's log shows it. Instants in ms since epoch. */
export interface BulletinReading {
  readonly id: string;
  readonly target: BulletinTarget;
  readonly content: BulletinContent;
  readonly state: BulletinState;
  readonly because: BulletinRefusal | BulletinLeftOut | null;
  readonly attempts: number;
  readonly answer: string | null;
  readonly nextAt: number | null;
  readonly createdAt: number;
  readonly endedAt: number | null;
}

/** The newest of a source, the newest first. */
export async function listBulletins(
  q: Queryable,
  sourceId: string,
  limit: number,
): Promise<readonly BulletinReading[]> {
  const { rows } = await q.query<
    Omit<BulletinReading, "nextAt" | "createdAt" | "endedAt"> & {
      readonly nextAt: Date | null;
      readonly createdAt: Date;
      readonly endedAt: Date | null;
    }
  >({
    name: "list-bulletins",
    // Index bulletins_log.
    text: `select id, target, content, state, because, attempts, answer, next_at as "nextAt",
        created_at as "createdAt", ended_at as "endedAt"
      from bulletins where source_id = $1 order by id desc limit $2`,
    values: [sourceId, limit],
  });
  return rows.map((row) => ({
    ...row,
    nextAt: ms(row.nextAt),
    createdAt: row.createdAt.getTime(),
    endedAt: ms(row.endedAt),
  }));
}
