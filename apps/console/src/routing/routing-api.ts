import type {
  DryRunView,
  OpeningView,
  PatternCheckView,
  RoutingNamesView,
  RoutingRuleView,
  RuleDraftView,
  RuleHitsView,
  RuleVersionView,
  SlaPolicyView,
} from "@circuito/protocol";
import { request } from "../api/request.ts";

/** What to try the rules on: a message that came, or one that is made up. */
export type TrialMessage =
  | { readonly messageId: string }
  | {
      readonly inboxId: string;
      readonly from: string;
      readonly text: string;
      readonly subject?: string;
      readonly to?: string;
      readonly locale?: string;
      readonly menuAnswer?: readonly string[];
      readonly at?: string;
    };

export interface RulesOfVersion {
  readonly version: number;
  readonly rules: readonly RoutingRuleView[];
}

const DRY_RUN_TIMEOUT_MS = 30_000;

/** The routes of the protocol that the routing screen uses, by the names they have there. */
export const routingApi = {
  getRuleDraft: () => request<RuleDraftView>("GET", "/routing/draft"),
  saveRuleDraft: (body: {
    readonly token: string;
    readonly nextToken: string;
    readonly rules: readonly RoutingRuleView[];
  }) => request<RuleDraftView>("PUT", "/routing/draft", { body }),
  discardRuleDraft: (token: string) =>
    request<RuleDraftView>("DELETE", "/routing/draft", { query: { token } }),
  publishRules: (token: string, note: string) =>
    request<RuleVersionView>("POST", "/routing/draft/publish", { body: { token, note } }),
  getRules: () => request<RulesOfVersion>("GET", "/routing/rules"),
  getRuleVersion: (version: number) =>
    request<RulesOfVersion>("GET", `/routing/versions/${version}`),
  listRuleVersions: (before?: number) =>
    request<{ items: RuleVersionView[]; hasMore: boolean }>("GET", "/routing/versions", {
      query: { before },
    }),
  restoreRules: (version: number, inForce: number, note: string) =>
    request<RuleVersionView>("POST", `/routing/versions/${version}/restore`, {
      body: { inForce, note },
    }),
  getRuleHits: () => request<RuleHitsView>("GET", "/routing/hits"),
  getRoutingNames: () => request<RoutingNamesView>("GET", "/routing/names"),
  checkPattern: (pattern: string, text: string | undefined, signal: AbortSignal) =>
    request<PatternCheckView>("POST", "/routing/patterns/check", {
      body: { pattern, text },
      signal,
    }),
  listOpenings: () => request<{ items: OpeningView[] }>("GET", "/routing/openings"),
  dryRun: (message: TrialMessage, rules: "draft" | "published") =>
    request<DryRunView>("POST", "/routing/dry-run", {
      body: { ...message, rules },
      timeoutMs: DRY_RUN_TIMEOUT_MS,
    }),
  listSlaPolicies: () => request<{ items: SlaPolicyView[] }>("GET", "/sla-policies"),
};
