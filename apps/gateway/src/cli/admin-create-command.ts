import { parseArgs } from "node:util";
import { type AgentId, asId } from "@circuito/domain";
import { appendAudit, findAgentByEmail, schema } from "@circuito/store";
import { uuidv7 } from "uuidv7";
import { z } from "zod";
import { generatePassword, hashPassword } from "../secrets/password.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";
import { withStore } from "./with-store.ts";

const emailAddress = z.email().max(254).toLowerCase();

export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { email: { type: "string" }, name: { type: "string" } },
  });
  const email = emailAddress.safeParse(values.email);
  const name = values.name?.trim();
  if (!email.success) throw new UsageError("--email must be an e-mail address");
  if (!name) throw new UsageError("--name is missing");

  const password = generatePassword();
  await withStore(terminal, async ({ database }) => {
    if (await findAgentByEmail(database.pool, email.data)) {
      throw new Error(`there is somebody with the e-mail address ${email.data} already`);
    }
    const id = asId<AgentId>(uuidv7());
    const passwordHash = await hashPassword(password);
    await database.transaction(async ({ client, drizzle }) => {
      const account = { id, name, email: email.data, role: "admin", passwordHash } as const;
      await drizzle.insert(schema.agents).values(account);
      await appendAudit(client, {
        actor: { kind: "cli", id: null, name: "circuito admin create" },
        address: null,
        action: "createAdmin",
        outcome: "done",
        object: `people/${id}`,
        objectName: name,
        said: null,
        differences: [
          { path: "email", after: email.data },
          { path: "role", after: "admin" },
        ],
      });
    });
  });
  terminal.out(
    `${name} may log in as admin:\n\n  e-mail    ${email.data}\n  password  ${password}\n\nIt is shown this once.\n`,
  );
  return 0;
}
