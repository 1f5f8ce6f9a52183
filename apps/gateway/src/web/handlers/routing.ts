import {
  type Address,
  asId,
  isAddress,
  mailtoAddress,
  strictAddress,
  telAddress,
} from "@circuito/domain";
import type { RuleView } from "@circuito/protocol";
import { type DryRun, dryRun } from "@circuito/router";
import {
  existingQueues,
  listInboxes,
  listRules,
  replaceRules,
  type StoredRule,
} from "@circuito/store";
import { z } from "zod";
import { BUILT_CHANNELS } from "../../inboxes/connectors.ts";
import type { Answer, Handlers } from "../handler.ts";
import { HttpProblem } from "../problem.ts";
import type { WebParts } from "../web-parts.ts";

const channels = z.array(z.enum(BUILT_CHANNELS));

export function routingHandlers(
  parts: WebParts,
): Pick<Handlers, "listRules" | "replaceRules" | "dryRun"> {
  const { database } = parts;
  const all = async () => ({
    items: (await listRules(database.pool)).map(ruleViewOf),
    nextCursor: null,
  });
  return {
    listRules: all,

    async replaceRules({ body }) {
      const rules = body.rules.map(storedRuleOf);
      const wanted = rules.map((rule) => rule.action.queueId);
      const known = await existingQueues(database.pool, wanted);
      const unknown = wanted.findIndex((id) => !known.has(id));
      if (unknown >= 0) throw invalid(`body.rules.${unknown}.action.queueId: no such queue`);
      if (new Set(rules.map((rule) => rule.id)).size < rules.length) {
        throw invalid("body.rules: an id is used twice");
      }
      await database.transaction(({ client }) => replaceRules(client, rules));
      parts.configurationChanged();
      return all();
    },

    async dryRun({ body }) {
      const inboxes = await listInboxes(database.pool);
      const inbox = inboxes.find((one) => one.id === body.inboxId);
      if (!inbox) throw invalid("body.inboxId: no such inbox");
      const from = addressOf(body.from, inbox.channel);
      const at = body.at === undefined ? parts.now() : Date.parse(body.at);
      const message = {
        inboxId: inbox.id,
        channel: inbox.channel,
        from,
        text: body.text,
        at,
        ...(body.subject !== undefined && { subject: body.subject }),
      };
      return dryRunView(await dryRun(database, message, parts.newId));
    },
  };
}

function ruleViewOf(rule: StoredRule): RuleView {
  const { channels: of, inboxIds, words, ...rest } = rule.condition;
  return {
    id: rule.id,
    position: rule.position,
    name: rule.name,
    enabled: rule.enabled,
    condition: {
      ...rest,
      ...(of && { channels: [...of] }),
      ...(inboxIds && { inboxIds: [...inboxIds] }),
      ...(words && { words: [...words] }),
    },
    action: rule.action,
  };
}

/** What an admin sent is data until its names are known to be ours. */
function storedRuleOf(
  rule: Omit<RuleView, "position">,
  index: number,
): Omit<StoredRule, "position"> {
  const { channels: named, inboxIds, words, returning, hours } = rule.condition;
  const known = named === undefined ? undefined : channels.safeParse(named);
  if (known && !known.success) throw invalid(`body.rules.${index}.condition.channels: unknown`);
  const { queueId, priority, tag } = rule.action;
  return {
    id: asId(rule.id),
    name: rule.name,
    enabled: rule.enabled,
    condition: {
      ...(known && { channels: known.data }),
      ...(inboxIds && { inboxIds: inboxIds.map((id) => asId(id)) }),
      ...(words && { words }),
      ...(returning !== undefined && { returning }),
      ...(hours && { hours }),
    },
    action: {
      queueId: asId(queueId),
      ...(priority !== undefined && { priority }),
      ...(tag !== undefined && { tag }),
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

function dryRunView(run: DryRun): Answer<"dryRun"> {
  const { trail, conversationId = null, choice } = run;
  const isNew = trail.identify === "new-address";
  return {
    contact: { outcome: isNew ? "new" : "known", because: trail.identify },
    conversation: {
      outcome:
        trail.thread === "suppressed" ? "none" : conversationId === null ? "new" : "existing",
      because: trail.thread,
      conversationId,
    },
    rules: run.rules.map(({ rule, failed }) => ({
      ruleId: rule.id,
      name: rule.name,
      matched: failed.length === 0,
      failed: [...failed],
    })),
    queueId: run.queueId ?? null,
    because: trail.route ?? trail.thread,
    agents: (choice?.candidates ?? []).map(({ agentId, because }) => ({
      agentId,
      name: run.names.get(agentId) ?? "",
      eligible: because === "eligible",
      because: choice?.kind === "agent" && choice.agentId === agentId ? choice.because : because,
    })),
  };
}

function invalid(message: string): HttpProblem {
  return new HttpProblem("invalid", message);
}
