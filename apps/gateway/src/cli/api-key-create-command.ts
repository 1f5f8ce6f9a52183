import { parseArgs } from "node:util";
import { agentRole } from "@circuito/protocol";
import { addApiKey, appendAudit } from "@circuito/store";
import { uuidv7 } from "uuidv7";
import { hashToken, newApiKey } from "../web/tokens.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";
import { withStore } from "./with-store.ts";

export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { name: { type: "string" }, role: { type: "string" } },
  });
  const name = values.name?.trim();
  const role = agentRole.safeParse(values.role);
  if (!name) throw new UsageError("--name is missing");
  if (!role.success) throw new UsageError("--role must be agent, supervisor or admin");

  const key = newApiKey();
  await withStore(terminal, async ({ database }) => {
    await database.transaction(async ({ client }) => {
      const added = await addApiKey(client, {
        id: uuidv7(),
        name,
        role: role.data,
        hash: hashToken(key),
        createdBy: "cli",
        createdAt: Date.now(),
        expiresAt: null,
      });
      await appendAudit(client, {
        actor: { kind: "cli", id: null, name: "circuito api-key create" },
        address: null,
        action: "createApiKey",
        outcome: "done",
        object: `api-keys/${added.id}`,
        objectName: name,
        said: null,
        differences: [{ path: "role", after: role.data }],
      });
    });
  });
  terminal.out(
    `Key "${name}" with the rights of role ${role.data}:\n\n  ${key}\n\nIt is shown this once. Send it as: Authorization: Bearer <key>\n`,
  );
  return 0;
}
