import {
  type Address,
  type AttendantFlow,
  asId,
  type Channel,
  type InboxId,
  type QueueId,
  type RoutingRule,
  type RuleAction,
  type RuleCondition,
  type RuleId,
} from "@circuito/domain";
import { type Database, publishRules, saveAttendant, schema } from "@circuito/store";
import { uuidv7 } from "uuidv7";

/** Inboxes of every way of threading, queues of every level, and rules with every condition. */
export interface RoutedWorld {
  readonly inboxes: Readonly<Record<"sms" | "webchat" | "whatsapp" | "email" | "sales", InboxId>>;
  readonly queues: Readonly<Record<"solvers" | "finance" | "experts", QueueId>>;
  readonly rules: readonly RoutingRule[];
}

/** Mondays to Fridays, 9 to 18, in São Paulo. */
const OFFICE_HOURS = {
  timeZone: "America/Sao_Paulo",
  intervals: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 540, to: 1080 })),
};

/** Who writes by web chat meets a menu first. */
const FLOW: AttendantFlow = {
  language: "pt-BR",
  greeting: { "pt-BR": "Olá!" },
  menu: {
    words: { "pt-BR": "Qual assunto?" },
    options: [
      { id: "finance", label: { "pt-BR": "Financeiro" } },
      { id: "other", label: { "pt-BR": "Outro assunto" } },
    ],
  },
  misunderstandingsMax: 2,
  answerWithinMs: 300_000,
};

export async function fillRoutedWorld(database: Database): Promise<RoutedWorld> {
  const id = <T extends InboxId | QueueId>() => asId<T>(uuidv7());
  const inboxes = {
    sms: id<InboxId>(),
    webchat: id<InboxId>(),
    whatsapp: id<InboxId>(),
    email: id<InboxId>(),
    sales: id<InboxId>(),
  };
  const queues = { solvers: id<QueueId>(), finance: id<QueueId>(), experts: id<QueueId>() };
  const calendarId = uuidv7();
  await database.pool.query(
    "insert into calendars (id, name, calendar) values ($1, 'office', $2)",
    [calendarId, JSON.stringify(OFFICE_HOURS)],
  );
  const channels: Readonly<Record<keyof typeof inboxes, Channel>> = {
    sms: "sms",
    webchat: "webchat",
    whatsapp: "whatsapp",
    email: "email",
    sales: "sms",
  };
  await database.drizzle.insert(schema.inboxes).values(
    (Object.keys(inboxes) as (keyof typeof inboxes)[]).map((name) => ({
      id: inboxes[name],
      name,
      channel: channels[name],
      settings: name === "email" ? { address: "support@example.org" } : {},
      calendarId: name === "sales" ? null : calendarId,
    })),
  );
  await database.drizzle.insert(schema.queues).values([
    { id: queues.solvers, name: "solvers", level: 1, role: "solver", position: 1 },
    { id: queues.finance, name: "finance", level: 2, role: "specialist", position: 2 },
    { id: queues.experts, name: "experts", level: 3, role: "specialist", position: 3 },
  ]);
  await database.transaction(({ client }) =>
    saveAttendant(client, {
      ...{ inboxId: inboxes.webchat, flow: FLOW, after: 0, by: uuidv7(), at: 0 },
    }),
  );
  const rules = rulesOf(inboxes, queues);
  await database.transaction(({ client }) =>
    publishRules(client, rules, { by: { id: null, name: "test" }, note: "every condition" }),
  );
  return { inboxes, queues, rules };
}

/** Every condition, alone and together; every kind of target; everything that an action takes along. */
function rulesOf(
  inboxes: RoutedWorld["inboxes"],
  { solvers, finance, experts }: RoutedWorld["queues"],
): readonly RoutingRule[] {
  const rule = (condition: RuleCondition, action: RuleAction, enabled = true): RoutingRule => ({
    id: asId<RuleId>(uuidv7()),
    name: Object.keys(condition).join(", "),
    enabled,
    condition,
    action,
  });
  const step = { waitMs: 90_000, skills: "required", priorityPlus: 1, onEmpty: "skip" } as const;
  return [
    rule({}, { to: { queueId: experts } }, false),
    rule({}, { to: { queueId: asId<QueueId>(uuidv7()) } }),
    rule({ menuAnswer: ["finance"] }, { to: { queueId: finance }, tags: ["menu"] }),
    rule(
      { patterns: ["\\b\\d{3}\\.\\d{3}\\.\\d{3}-\\d{2}\\b", "pedido\\s*#\\d+"] },
      {
        to: { queueId: finance },
        tags: ["numbered"],
        priority: 1,
        autoAnswer: { pt: "Já olhamos o seu pedido. {protocol}", en: "We are looking into it." },
      },
    ),
    rule(
      { words: ["boleto", "fatura"], hours: "closed" },
      {
        to: {
          plan: [
            { ...step, queueId: finance },
            { ...step, queueId: solvers, waitMs: null },
          ],
        },
        tags: ["money", "later"],
      },
    ),
    rule(
      { words: ["boleto", "fatura", "invoice"] },
      {
        to: { queueId: finance },
        requiredSkills: { billing: 2 },
      },
    ),
    rule({ segments: ["vip"], returning: true }, { to: { level: 3 }, priority: 5 }),
    rule(
      { attributes: { plan: ["gold"] } },
      {
        to: { queueId: experts },
        slaPolicyId: "01900000-0000-7000-8000-0000000000aa",
      },
    ),
    rule(
      { writtenTo: ["+55 11 4000-0001", "sales@example.org"] },
      {
        to: { queueId: solvers },
        tags: ["sales"],
        keepPreviousAgent: false,
      },
    ),
    rule({ languages: ["es"] }, { to: { queueId: solvers }, requiredSkills: { spanish: 3 } }),
    rule(
      { languages: ["en"], channels: ["webchat", "email"] },
      {
        to: { queueId: solvers },
        requiredSkills: { english: 1 },
      },
    ),
    rule({ waited: { atLeast: 3_600_000 } }, { to: { queueId: solvers }, priority: 4 }),
    rule({ queueLength: { queueId: solvers, atLeast: 40 } }, { to: { queueId: experts } }),
    rule({ inboxIds: [inboxes.sales] }, { to: { queueId: solvers }, tags: ["sales line"] }),
    rule({ channels: ["email"] }, { to: { queueId: solvers }, priority: -1 }),
    rule({ returning: false, hours: "open" }, { to: { queueId: solvers }, tags: ["new"] }),
  ];
}

/** Somebody who writes to an inbox, by number. */
export function sender(channel: keyof RoutedWorld["inboxes"], number: number): Address {
  const digits = number.toString().padStart(4, "0");
  if (channel === "email") return `mailto:person${number}@example.com`;
  return channel === "webchat" ? `webchat:visitor-${digits}` : `tel:+551190000${digits}`;
}
