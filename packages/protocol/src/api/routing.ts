import { z } from "zod";
import {
  checkPatternBody,
  diffQuery,
  patternCheck,
  publishBody,
  restoreBody,
  routingNames,
  ruleDifference,
  ruleDraftView,
  ruleHits,
  rulesInForce,
  ruleVersionView,
  saveDraftBody,
} from "../routing.ts";
import {
  backTestBody,
  backTestLine,
  dryRunBody,
  dryRunResult,
  openingView,
} from "../routing-trial.ts";
import { VERSION_MAX } from "../version.ts";
import { type ApiRoute, page } from "./route.ts";

/** Of the routing rules; 0 is before any were published. */
const version = z.coerce.number().int().min(0).max(VERSION_MAX);

/** Where messages go: rules, versions and trials. */
export const ROUTING_ROUTES = {
  getRules: {
    method: "GET",
    path: "/routing/rules",
    summary: "The routing rules in force, in order; first match wins",
    role: "supervisor",
    response: rulesInForce,
  },
  getRuleDraft: {
    method: "GET",
    path: "/routing/draft",
    summary: "Rules that are being written; those in force where nobody began",
    role: "supervisor",
    response: ruleDraftView,
  },
  saveRuleDraft: {
    method: "PUT",
    path: "/routing/draft",
    summary: "Save the draft whole; refused if somebody else changed it since",
    role: "admin",
    body: saveDraftBody,
    response: ruleDraftView,
  },
  discardRuleDraft: {
    method: "DELETE",
    path: "/routing/draft",
    summary: "Throw the draft away: it is the rules in force again",
    role: "admin",
    query: z.strictObject({ token: z.string().min(1).max(60) }),
    response: ruleDraftView,
  },
  publishRules: {
    method: "POST",
    path: "/routing/draft/publish",
    summary: "Route by the draft from now on, everywhere at once",
    role: "admin",
    body: publishBody,
    response: ruleVersionView,
  },
  listRuleVersions: {
    method: "GET",
    path: "/routing/versions",
    summary: "What was published when and by whom, newest first",
    role: "supervisor",
    query: z.strictObject({ before: version.optional(), limit: page.limit }),
    response: z.object({ items: z.array(ruleVersionView), hasMore: z.boolean() }),
  },
  getRuleVersion: {
    method: "GET",
    path: "/routing/versions/:version",
    summary: "The rules of a version",
    role: "supervisor",
    params: z.strictObject({ version }),
    response: rulesInForce,
  },
  restoreRules: {
    method: "POST",
    path: "/routing/versions/:version/restore",
    summary: "Publish a former version again, as a new one",
    role: "admin",
    params: z.strictObject({ version }),
    body: restoreBody,
    response: ruleVersionView,
  },
  diffRules: {
    method: "GET",
    path: "/routing/diff",
    summary: "What was added, removed, changed or moved between two versions, or in the draft",
    role: "supervisor",
    query: diffQuery,
    response: z.object({
      from: z.union([z.int(), z.literal("draft")]),
      to: z.union([z.int(), z.literal("draft")]),
      differences: z.array(ruleDifference),
    }),
  },
  getRuleHits: {
    method: "GET",
    path: "/routing/hits",
    summary:
      "How often each rule of the draft or in force, and no rule, decided in the last 7 days, and when last",
    role: "supervisor",
    response: ruleHits,
  },
  getRoutingNames: {
    method: "GET",
    path: "/routing/names",
    summary: "Skills that somebody has and answers that menus offer: what rules may ask for",
    role: "supervisor",
    response: routingNames,
  },
  checkPattern: {
    method: "POST",
    path: "/routing/patterns/check",
    summary: "Whether a pattern can be used, and whether it is found in a text",
    role: "supervisor",
    body: checkPatternBody,
    response: patternCheck,
  },
  listOpenings: {
    method: "GET",
    path: "/routing/openings",
    summary: "The newest messages that opened conversations, to try rules out on",
    role: "supervisor",
    query: z.strictObject({ limit: page.limit }),
    response: z.object({ items: z.array(openingView) }),
  },
  dryRun: {
    method: "POST",
    path: "/routing/dry-run",
    summary: "What would happen to this message, and why",
    role: "supervisor",
    body: dryRunBody,
    response: dryRunResult,
  },
  backTest: {
    method: "POST",
    path: "/routing/back-test",
    summary: "Where what came lately went, goes by the rules in force, and would go by the draft",
    role: "supervisor",
    body: backTestBody,
    response: backTestLine,
    streams: true,
  },
} as const satisfies Record<string, ApiRoute>;
