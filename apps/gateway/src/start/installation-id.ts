import { type Database, findSetting } from "@circuito/store";
import { z } from "zod";

const SETTING = "installationId";

/** Names this installation among others that share a Redis. Made by its first start, kept for good. */
export async function installationId(database: Database, newId: () => string): Promise<string> {
  await database.pool.query(
    "insert into settings (key, value) values ($1, to_jsonb($2::text)) on conflict do nothing",
    [SETTING, newId()],
  );
  return z.uuid().parse(await findSetting(database.pool, SETTING));
}
