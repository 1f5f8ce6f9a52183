import {
  type Address,
  isAddress,
  mailtoAddress,
  strictAddress,
  telAddress,
} from "@circuito/domain";
import { type DryRun, dryRun } from "@circuito/router";
import { listInboxes } from "@circuito/store";
import type { Answer, Handlers } from "../handler.ts";
import { HttpProblem } from "../problem.ts";
import { failedConditionView } from "../rules.ts";
import type { WebParts } from "../web-parts.ts";

export function routingHandlers(parts: WebParts): Pick<Handlers, "dryRun"> {
  const { database } = parts;
  return {
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
      failed: failed.map(failedConditionView),
    })),
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
