import { type Database, keepFirstSetting } from "@circuito/store";
import { keyFingerprint } from "./secret-key.ts";

const SETTING = "secretKeyFingerprint";

/**
 * Refuses to run on data that were sealed with another key: they could not be opened, and what we
 * sealed could not be opened by the others (bad-inputs B-82). The first start on a database decides.
 * @throws with a sentence for the operator
 */
export async function guardSecretKey(database: Database, key: Uint8Array): Promise<void> {
  const ours = keyFingerprint(key);
  if ((await keepFirstSetting(database.pool, SETTING, ours)) !== ours) {
    throw new Error(
      "this database was set up with another SECRET_KEY; start with that one, or with another database",
    );
  }
}
