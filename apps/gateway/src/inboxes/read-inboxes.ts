import type { Channel, InboxId } from "@circuito/domain";
import { type Database, schema } from "@circuito/store";

/** An inbox as an admin set it up; its secrets still sealed. */
export interface InboxRow {
  readonly id: InboxId;
  readonly name: string;
  readonly channel: Channel;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secretsSealed: string | null;
  readonly enabled: boolean;
}

export async function readInboxes(database: Database): Promise<readonly InboxRow[]> {
  const { id, name, channel, settings, secretsSealed, enabled } = schema.inboxes;
  return database.drizzle
    .select({ id, name, channel, settings, secretsSealed, enabled })
    .from(schema.inboxes);
}
