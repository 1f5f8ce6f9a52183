import { type Database, keepFirstSetting } from "@circuito/store";
import { z } from "zod";

const SETTING = "installationId";

/** Names this installation among others that share a Redis. Made by its first start, kept for good. */
export async function installationId(database: Database, newId: () => string): Promise<string> {
  return z.uuid().parse(await keepFirstSetting(database.pool, SETTING, newId()));
}
