import { type AttendantFlow, type AttendantMenu, DAY_MS, labelsOf } from "@circuito/domain";
import { type ApiRouteName, RULE_HITS_DAYS } from "@circuito/protocol";
import { matchesPattern, whyPatternRefused } from "@circuito/router";
import {
  findRuleDraft,
  findRulesInForce,
  listOpenings,
  listSkillNames,
  loadAttendants,
  loadRoutingConfiguration,
  loadRuleHits,
} from "@circuito/store";
import type { Handlers } from "../handler.ts";
import { iso, isoOrNull } from "../instants.ts";
import type { WebParts } from "../web-parts.ts";

type Names = Extract<
  ApiRouteName,
  "getRuleHits" | "getRoutingNames" | "checkPattern" | "listOpenings"
>;

/** What somebody who writes rules wants to see beside them. */
export function routingNameHandlers({ database, now }: WebParts): Pick<Handlers, Names> {
  const { pool } = database;
  return {
    async getRuleHits() {
      const since = now() - RULE_HITS_DAYS * DAY_MS;
      const [inForce, draft] = await Promise.all([findRulesInForce(pool), findRuleDraft(pool)]);
      const ids = [...inForce.rules, ...(draft?.rules ?? [])].map(({ id }) => id);
      const rules = await loadRuleHits(pool, [...new Set(ids)], since);
      return {
        since: iso(since),
        rules: rules.map(({ ruleId, hits, lastAt }) => ({
          ...{ ruleId: ruleId ?? null, hits },
          lastAt: isoOrNull(lastAt),
        })),
      };
    },

    async getRoutingNames() {
      const [configuration, skills, attendants] = await Promise.all([
        loadRoutingConfiguration(database),
        listSkillNames(pool),
        loadAttendants(pool),
      ]);
      const menus = attendants.map(({ inboxId, flow }) => ({ inboxId, options: optionsOf(flow) }));
      return { defaultQueueId: configuration.book.defaultQueueId, skills: [...skills], menus };
    },

    async checkPattern({ body: { pattern, text } }) {
      const refused = whyPatternRefused(pattern) ?? null;
      const found = refused || text === undefined ? null : matchesPattern(pattern, text);
      return { refused, found };
    },

    async listOpenings({ query: { limit } }) {
      const openings = await listOpenings(pool, limit);
      return {
        items: openings.map(({ contactName, arrivedAt, ...opening }) => ({
          ...opening,
          contactName: contactName ?? null,
          arrivedAt: iso(arrivedAt),
        })),
      };
    },
  };
}

/** Every answer that can be chosen, from the top, and what it is called. */
function optionsOf(flow: AttendantFlow): { path: string[]; labels: string[] }[] {
  const pathsOf = ({ options }: AttendantMenu, above: readonly string[]): string[][] =>
    options.flatMap(({ id, menu }) => {
      const path = [...above, id];
      return [path, ...(menu ? pathsOf(menu, path) : [])];
    });
  const paths = flow.menu ? pathsOf(flow.menu, []) : [];
  return paths.map((path) => ({ path, labels: [...labelsOf(flow, path)] }));
}
