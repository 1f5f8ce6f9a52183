import { type AgentId, asId, type QueueId } from "@circuito/domain";
import {
  type Database,
  findSetting,
  publishRules,
  saveSetting,
  schema,
  type Transaction,
} from "@circuito/store";
import type { Config } from "../config/config.ts";
import { generatePassword, hashPassword } from "../secrets/password.ts";
import type { Sealer } from "../secrets/seal.ts";
import { saveDemoArticles } from "./demo-articles.ts";
import { saveDemoCategories } from "./demo-categories.ts";
import { saveDemoConfirmation } from "./demo-confirmation.ts";
import {
  aimDemoInboxes,
  type DemoInboxIds,
  demoInboxIds,
  saveDemoInboxes,
} from "./demo-inboxes.ts";
import { type DemoLogin, writeDemoLogins } from "./demo-logins.ts";
import { saveDemoMacros } from "./demo-macros.ts";
import { DEMO_PEOPLE, DEMO_QUEUES, DEMO_RULES } from "./demo-organization.ts";
import { saveDemoProcedures } from "./demo-procedures.ts";
import { saveDemoPromises } from "./demo-promises.ts";
import { saveDemoQuickReplies } from "./demo-quick-replies.ts";
import { saveDemoSurveys } from "./demo-surveys.ts";
import { SEED_LOCK } from "./seed-lock.ts";

const DEMO_SETTING = "demoInboxes";

export interface SeedParts {
  readonly config: Config;
  readonly sealer: Sealer;
  readonly newId: () => string;
  readonly now: () => number;
}

/**
 * Fills an empty database with the demo organization; in a demo that exists, only puts right where
 * this gateway is. An installation with people or queues of its own is never touched.
 * @returns the demo's inboxes, `undefined` when this is no demo
 */
export async function seedDemo(
  database: Database,
  parts: SeedParts,
): Promise<DemoInboxIds | undefined> {
  return database.transaction(async (tx) => {
    await tx.client.query("select pg_advisory_xact_lock($1)", [SEED_LOCK]);
    const known = demoInboxIds.safeParse(await findSetting(tx.client, DEMO_SETTING));
    if (known.success) {
      await aimDemoInboxes(tx.client, known.data, parts.config);
      return known.data;
    }
    const wanted = parts.config.database === "embedded" || parts.config.demo;
    if (!wanted || !(await isEmpty(tx))) return undefined;
    return seed(tx, parts);
  });
}

async function isEmpty({ client }: Transaction): Promise<boolean> {
  const { rows } = await client.query<{ empty: boolean }>(
    `select not exists (select from agents) and not exists (select from queues)
      and not exists (select from inboxes) as empty`,
  );
  return rows[0]?.empty === true;
}

async function seed(tx: Transaction, parts: SeedParts): Promise<DemoInboxIds> {
  const queueIds = await saveQueues(tx, parts.newId);
  const logins = await savePeople(tx, queueIds, parts.newId);
  await publishRules(
    tx.client,
    DEMO_RULES.map(({ name, condition, queue, priority, tag }) => ({
      id: asId(parts.newId()),
      name,
      enabled: true,
      condition,
      action: {
        to: { queueId: idOf(queueIds, queue) },
        ...(priority !== undefined && { priority }),
        ...(tag !== undefined && { tags: [tag] }),
      },
    })),
    { by: { id: null, name: "Circuito" }, note: "As regras da demonstração" },
  );
  await saveDemoPromises(tx, parts.newId, parts.now());
  await saveDemoCategories(tx.client, queueIds, parts.newId, parts.now());
  await saveDemoConfirmation(tx.client, parts.newId);
  await saveDemoArticles(tx.client, { newId: parts.newId, at: parts.now() });
  await saveDemoSurveys(tx.client, parts.newId, parts.now());
  await saveSetting(tx.client, "companyName", "Loja Ipê");
  await saveSetting(tx.client, "defaultQueueId", idOf(queueIds, "Solucionadores"));
  const queueOf = (name: string) => idOf(queueIds, name);
  await saveDemoQuickReplies(tx.client, { queueOf, newId: parts.newId, at: parts.now() });
  await saveDemoMacros(tx.client, { queueOf, newId: parts.newId, at: parts.now() });
  await saveDemoProcedures(tx.client, { queueOf, newId: parts.newId, at: parts.now() });
  const inboxes = await saveDemoInboxes(tx.client, parts);
  await saveSetting(tx.client, DEMO_SETTING, inboxes);
  // Before the commit: passwords that are in no file could be told to nobody.
  writeDemoLogins(parts.config.dataDir, logins);
  return inboxes;
}

async function saveQueues(
  tx: Transaction,
  newId: () => string,
): Promise<ReadonlyMap<string, QueueId>> {
  const rows = DEMO_QUEUES.map((queue, position) => ({
    ...queue,
    id: asId<QueueId>(newId()),
    position,
  }));
  await tx.drizzle.insert(schema.queues).values(rows);
  return new Map(rows.map(({ name, id }) => [name, id]));
}

async function savePeople(
  tx: Transaction,
  queueIds: ReadonlyMap<string, QueueId>,
  newId: () => string,
): Promise<readonly DemoLogin[]> {
  const people = await Promise.all(
    DEMO_PEOPLE.map(async (person) => {
      const password = generatePassword();
      const passwordHash = await hashPassword(password);
      return { ...person, id: asId<AgentId>(newId()), password, passwordHash };
    }),
  );
  await tx.drizzle.insert(schema.agents).values(
    people.map(({ id, name, email, role, passwordHash }) => ({
      id,
      name,
      email,
      role,
      passwordHash,
    })),
  );
  const memberships = people.flatMap(({ id, queues }) =>
    queues.map((queue) => ({ agentId: id, queueId: idOf(queueIds, queue) })),
  );
  await tx.drizzle.insert(schema.queueMembers).values(memberships);
  return people.map(({ name, email, does, password }) => ({ name, email, does, password }));
}

function idOf(queueIds: ReadonlyMap<string, QueueId>, name: string): QueueId {
  const id = queueIds.get(name);
  if (id === undefined) throw new Error(`the demo has no queue ${name}`);
  return id;
}
