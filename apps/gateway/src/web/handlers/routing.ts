import {
  type Address,
  DAY_MS,
  isAddress,
  mailtoAddress,
  strictAddress,
  telAddress,
} from "@circuito/domain";
import {
  type BackTestLine,
  backTest,
  type DryRun,
  dryRun,
  type Trial,
  typedMessage,
} from "@circuito/router";
import {
  findInbox,
  findReceivedMessage,
  findRuleDraft,
  findRulesInForce,
  type PublishedRules,
} from "@circuito/store";
import type { Answer, Call, Handlers } from "../handler.ts";
import { iso } from "../instants.ts";
import { HttpProblem, invalid } from "../problem.ts";
import { failedConditionView } from "../rules.ts";
import type { WebParts } from "../web-parts.ts";

/** Rules are tried out on one message, or on what came lately. Nothing is changed by it. */
export function routingHandlers(parts: WebParts): Pick<Handlers, "dryRun" | "backTest"> {
  const { database } = parts;
  const { pool } = database;
  /** One at a time in a process: each reads much, and routing is worth more. */
  let isBackTesting = false;

  /** The draft; the rules in force where there is none. */
  async function draft(): Promise<PublishedRules> {
    const inForce = await findRulesInForce(pool);
    const written = await findRuleDraft(pool);
    return written ? { version: inForce.version, rules: written.rules } : inForce;
  }

  async function trialOf(body: Call<"dryRun">["body"]): Promise<Trial> {
    const { menuAnswer } = body;
    const rules = body.rules === "draft" ? await draft() : undefined;
    const given = body.at === undefined ? undefined : Date.parse(body.at);
    if (body.messageId !== undefined) {
      const received = await findReceivedMessage(pool, body.messageId);
      if (!received) throw invalid("body.messageId: no message of a customer");
      const { message, returning } = received;
      const answer = menuAnswer ?? received.menuAnswer;
      return {
        message,
        at: given ?? message.receivedAt,
        now: parts.now(),
        rules,
        known: { returning, ...(answer && { menuAnswer: answer }) },
      };
    }
    const { inboxId, from = "", text = "", subject, to, locale } = body;
    const inbox = inboxId === undefined ? undefined : await findInbox(pool, inboxId);
    if (!inbox) throw invalid("body.inboxId: no such inbox");
    const at = given ?? parts.now();
    const message = typedMessage({
      inboxId: inbox.id,
      channel: inbox.channel,
      from: addressOf(from, inbox.channel),
      text,
      at,
      ...(subject !== undefined && { subject }),
      ...(to !== undefined && { to }),
      ...(locale !== undefined && { locale }),
    });
    return { message, at, now: parts.now(), rules, ...(menuAnswer && { known: { menuAnswer } }) };
  }

  return {
    async dryRun({ body }) {
      const run = await dryRun(database, await trialOf(body), parts.newId);
      return dryRunView(run, body.rules === "draft" ? "draft" : run.route.version);
    },

    async backTest({ body }) {
      const now = parts.now();
      const to = body.to === undefined ? now : Date.parse(body.to);
      const from = body.from === undefined ? to - (body.days ?? 1) * DAY_MS : Date.parse(body.from);
      if (from >= to) throw invalid("body.from: nothing came between this and that");
      const rules = body.rules === "draft" ? await draft() : await findRulesInForce(pool);
      if (isBackTesting) {
        const details = { because: "still-running" };
        throw new HttpProblem("conflict", "another back-test is still running", { details });
      }
      isBackTesting = true;
      return viewsOf(backTest(database, rules, { from, to }, body.limit), () => {
        isBackTesting = false;
      });
    },
  };
}

/** An address in its canonical form, or as people type it for the channel. */
function addressOf(typed: string, channel: string): Address {
  if (isAddress(typed)) return typed;
  const address = channel === "sms" || channel === "whatsapp" ? telAddress(typed) : undefined;
  if (address) return address;
  const mail = channel === "email" ? strictAddress(typed) : undefined;
  if (mail) return mailtoAddress(mail);
  if (channel === "loopback" && typed !== "") return `loopback:${typed}`;
  throw invalid(`body.from: must be an address such as tel:+5511900000001`);
}

function dryRunView(run: DryRun, version: number | "draft"): Answer<"dryRun"> {
  const { trail, conversationId = null, choice, facts } = run;
  const isNew = trail.identify === "new-address";
  return {
    contact: { outcome: isNew ? "new" : "known", because: trail.identify },
    conversation: {
      outcome:
        trail.thread === "suppressed" ? "none" : conversationId === null ? "new" : "existing",
      because: trail.thread,
      conversationId,
    },
    facts: {
      channel: facts.channel,
      writtenTo: [...facts.writtenTo],
      language: facts.language ?? null,
      open: facts.open,
      returning: facts.returning,
      segments: [...facts.segments],
      attributes: { ...facts.attributes },
      menuAnswer: facts.menuAnswer ? [...facts.menuAnswer] : null,
      waitedMs: facts.waitedMs,
    },
    version,
    rules: run.rules.map(({ rule, failed }) => ({
      ruleId: rule.id,
      name: rule.name,
      matched: failed.length === 0,
      failed: failed.map(failedConditionView),
    })),
    route: routeView(run.route),
    queueId: run.queueId ?? null,
    because: trail.attendant ?? trail.route ?? trail.thread,
    said: run.said
      ? {
          text: run.said.text,
          choices: (run.said.chat?.choices ?? []).map(({ id: choice, title }) => ({
            id: choice,
            title,
          })),
        }
      : null,
    wait: run.wait
      ? {
          position: run.wait.position,
          seconds: run.wait.ms === undefined ? null : Math.round(run.wait.ms / 1_000),
        }
      : null,
    agents: (choice?.candidates ?? []).map(({ agentId, because }) => ({
      agentId,
      name: run.names.get(agentId) ?? "",
      eligible: because === "eligible",
      because: choice?.kind === "agent" && choice.agentId === agentId ? choice.because : because,
    })),
  };
}

function routeView(route: DryRun["route"]): Answer<"dryRun">["route"] {
  const { ruleId, queueId, level, because, priority, slaPolicyId, autoAnswer } = route;
  return {
    because,
    ruleId: ruleId ?? null,
    queueId,
    level,
    priority,
    tags: [...route.tags],
    requiredSkills: { ...route.requiredSkills },
    slaPolicyId: slaPolicyId ?? null,
    autoAnswer: autoAnswer ? { ...autoAnswer } : null,
    keepPreviousAgent: route.keepPreviousAgent,
    plan: route.plan ? route.plan.steps.map((step) => ({ ...step })) : null,
  };
}

/** @param ended called once, when the reader has had all or is gone */
async function* viewsOf(
  lines: AsyncIterable<BackTestLine>,
  ended: () => void,
): AsyncGenerator<LineView> {
  try {
    for await (const line of lines) {
      yield line.kind === "progress" ? { ...line, back: iso(line.back) } : tableView(line);
    }
  } finally {
    ended();
  }
}

type LineView = Answer<"backTest"> extends AsyncIterable<infer Line> ? Line : never;

function tableView(
  table: Extract<BackTestLine, { kind: "table" }>,
): Extract<LineView, { kind: "table" }> {
  return {
    ...table,
    rows: table.rows.map(({ went, examples, ...row }) => ({
      ...row,
      went: went ?? null,
      examples: examples.map(({ arrivedAt, ...example }) => ({
        ...example,
        arrivedAt: iso(arrivedAt),
      })),
    })),
    rules: table.rules.map(({ ruleId, ...counts }) => ({ ruleId: ruleId ?? null, ...counts })),
  };
}
