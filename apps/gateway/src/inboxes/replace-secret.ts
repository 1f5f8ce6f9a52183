import type { ConnectorHost } from "@circuito/connector";
import { type Database, lockInbox, type StoredInbox, saveRenewedSecrets } from "@circuito/store";
import { z } from "zod";
import type { Sealer } from "../secrets/seal.ts";

interface Parts {
  readonly database: Database;
  readonly sealer: Sealer;
}

const sealed = z.record(z.string(), z.unknown());

/**
 * Puts a renewed secret in the place of the one before. Two processes renew the same one, each by itself:
 * whose predecessor is no more there keeps its own, for the one that is there is good.
 */
export function replaceSecretOf(
  { id }: Pick<StoredInbox, "id">,
  { database, sealer }: Parts,
): ConnectorHost["replaceSecret"] {
  return async (setting, before, after) => {
    await database.transaction(async ({ client }) => {
      const inbox = await lockInbox(client, id);
      if (!inbox?.secretsSealed) return;
      const secrets = sealed.parse(JSON.parse(sealer.open(inbox.secretsSealed, id)));
      if (secrets[setting] !== before) return;
      const renewed = JSON.stringify({ ...secrets, [setting]: after });
      await saveRenewedSecrets(client, id, sealer.seal(renewed, id));
    });
  };
}
