import type { Difference } from "@circuito/domain";
import type { Queryable } from "../database.ts";

export interface AuditActor {
  readonly kind: "agent" | "api-key" | "cli" | "nobody";
  readonly id: string | null;
  readonly name: string;
}

/** What somebody did, or tried. */
export interface AuditEntry {
  readonly actor: AuditActor;
  /** Network address; null where there is none. */
  readonly address: string | null;
  /** Name of the API's route, or of the command. */
  readonly action: string;
  /** `done`, or the code of the problem. */
  readonly outcome: string;
  /** Kind and id: `queues/3f2a…`. */
  readonly object: string | null;
  readonly objectName: string | null;
  /** The reason or note given. */
  readonly said: string | null;
  readonly differences: readonly Difference[];
}

/** Adds to the chain; number, time and hash are the database's. */
export async function appendAudit(q: Queryable, entry: AuditEntry): Promise<void> {
  await q.query({
    name: "append-audit",
    text: `insert into audit_entries (actor_kind, actor_id, actor_name, address, action, outcome,
        object, object_name, said, differences)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    values: [
      entry.actor.kind,
      entry.actor.id,
      entry.actor.name,
      entry.address,
      entry.action,
      entry.outcome,
      entry.object,
      entry.objectName,
      entry.said,
      JSON.stringify(entry.differences),
    ],
  });
}
