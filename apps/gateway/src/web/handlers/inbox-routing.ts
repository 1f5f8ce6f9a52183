import {
  type Address,
  asId,
  type Channel,
  carryIntoDraft,
  type InboxRoute,
  type InboxWish,
  mailtoAddress,
  type QueueId,
  routeInbox,
  ruleOfInbox,
  rulesBeforeInbox,
} from "@circuito/domain";
import { dryRun, typedMessage } from "@circuito/router";
import {
  existingQueues,
  findRuleDraft,
  findRulesInForce,
  loadAroundRules,
  lockRules,
  type PublishedRules,
  publishRules,
  type StoredInbox,
  saveRuleDraft,
} from "@circuito/store";
import type { Answer, Handlers } from "../handler.ts";
import { HttpProblem, invalid } from "../problem.ts";
import { requireInbox } from "../require-inbox.ts";
import { checkedRules, ruleViewOf } from "../rules.ts";
import type { WebParts } from "../web-parts.ts";

/** @throws HttpProblem if what somebody looked at is no longer in force */
function refuseOlder({ version }: PublishedRules, seen: number): void {
  if (version === seen) return;
  throw new HttpProblem("conflict", "other rules were published since you looked", {
    details: { because: "rules-published-since", inForce: version },
  });
}

/** Where the messages of one inbox go: a rule of its own, made, changed or taken out in one step. */
export function inboxRoutingHandlers(
  parts: WebParts,
): Pick<Handlers, "getInboxRouting" | "setInboxRouting" | "draftInboxRouting"> {
  const { database } = parts;
  const { pool } = database;

  const wishFor = ({ id, name }: StoredInbox, queueId: QueueId | undefined): InboxWish => ({
    ...{ inboxId: id, name, queueId },
    ruleId: asId(parts.newId()),
  });

  async function view(
    inbox: StoredInbox,
    { version, rules }: PublishedRules,
    because: InboxRoute["because"],
  ): Promise<Answer<"getInboxRouting">> {
    const { inboxes } = await loadAroundRules(pool);
    const own = ruleOfInbox(rules, inbox.id);
    const place = (id: string) => rules.findIndex((rule) => rule.id === id) + 1;
    const now = parts.now();
    const message = typedMessage({
      inboxId: inbox.id,
      channel: inbox.channel,
      from: strangerOn(inbox.channel),
      text: "",
      at: now,
    });
    const run = await dryRun(
      database,
      { message, at: now, now, rules: { version, rules } },
      parts.newId,
    );
    const { ruleId, ruleName, queueId, because: why } = run.route;
    return {
      inForce: version,
      hasDraft: (await findRuleDraft(pool)) !== undefined,
      because,
      own: own ? ruleViewOf(own) : null,
      ownPlace: own ? place(own.id) : null,
      before: rulesBeforeInbox(rules, inbox, inboxes).map(({ id, name }) => ({
        ruleId: id,
        name,
        place: place(id),
      })),
      route: {
        because: why,
        queueId,
        ruleId: ruleId ?? null,
        name: ruleName ?? null,
        place: ruleId === undefined ? null : place(ruleId),
      },
      asksFirst: run.trail.attendant !== undefined,
    };
  }

  return {
    async getInboxRouting({ params, query: { as } }) {
      const inbox = await requireInbox(pool, params.id);
      const inForce = await findRulesInForce(pool);
      if (as === "in-force") return await view(inbox, inForce, "as-it-was");
      const queueId = as === "rules" ? undefined : asId<QueueId>(as);
      if (queueId !== undefined && (await existingQueues(pool, [queueId])).size === 0) {
        throw invalid("query.as: no such queue");
      }
      const { inboxes } = await loadAroundRules(pool);
      const { rules, because } = routeInbox(inForce.rules, wishFor(inbox, queueId), inboxes);
      return await view(inbox, { version: inForce.version, rules }, because);
    },

    async draftInboxRouting({ who, params, body: { inForce: seen, ...body } }) {
      const inbox = await requireInbox(pool, params.id);
      const queueId = body.queueId === null ? undefined : asId<QueueId>(body.queueId);
      const { kept, because, hasDraft } = await database.transaction(async ({ client }) => {
        await lockRules(client);
        const inForce = await findRulesInForce(client);
        refuseOlder(inForce, seen);
        // Into what is being written now: whoever has the draft open is told that it changed.
        const draft = await findRuleDraft(client);
        const { inboxes } = await loadAroundRules(client);
        const wanted = routeInbox(draft?.rules ?? inForce.rules, wishFor(inbox, queueId), inboxes);
        const rules = await checkedRules(client, wanted.rules.map(ruleViewOf), "rules");
        const isNews = wanted.because !== "as-it-was";
        if (isNews) {
          const basedOn = draft?.basedOn ?? inForce.version;
          const saved = { token: parts.newId(), basedOn, rules, editedAt: parts.now() };
          await saveRuleDraft(client, saved, who);
        }
        return {
          kept: { ...inForce, rules },
          because: wanted.because,
          hasDraft: draft !== undefined || isNews,
        };
      });
      return { ...(await view(inbox, kept, because)), hasDraft };
    },

    async setInboxRouting({ who, params, body: { inForce: seen, note, ...body } }) {
      const inbox = await requireInbox(pool, params.id);
      const queueId = body.queueId === null ? undefined : asId<QueueId>(body.queueId);
      const because = await database.transaction(async ({ client }) => {
        await lockRules(client);
        const inForce = await findRulesInForce(client);
        const { inboxes } = await loadAroundRules(client);
        const wanted = routeInbox(inForce.rules, wishFor(inbox, queueId), inboxes);
        // Said again because the answer was lost, or somebody else wanted the same.
        if (wanted.because === "as-it-was") return wanted.because;
        refuseOlder(inForce, seen);
        const rules = await checkedRules(client, wanted.rules.map(ruleViewOf), "rules");
        const { version } = await publishRules(client, rules, { by: who, note });
        const draft = await findRuleDraft(client);
        if (!draft) return wanted.because;
        const published = { ...wanted, before: inForce.version, version };
        const carried = carryIntoDraft(draft, wishFor(inbox, queueId), published, inboxes);
        const saved = { ...carried, token: parts.newId(), editedAt: parts.now() };
        await saveRuleDraft(client, saved, who);
        return wanted.because;
      });
      if (because !== "as-it-was") parts.configurationChanged();
      return await view(inbox, await findRulesInForce(pool), because);
    },
  };
}

const NOBODY = "00000000-0000-4000-8000-000000000000";

/** Somebody who never wrote, as each channel names people. Reserved numbers and domains. */
function strangerOn(channel: Channel): Address {
  switch (channel) {
    case "email":
      return mailtoAddress("cliente@example.com");
    case "webchat":
      return `visitor:${NOBODY}`;
    case "form":
      return `form:${NOBODY}`;
    case "loopback":
      return "loopback:cliente";
    default:
      return "tel:+5511900000000";
  }
}
