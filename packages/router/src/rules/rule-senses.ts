import type { RoutingContext } from "@circuito/domain";
import { languageOf } from "./language-of.ts";
import { matchesPattern } from "./patterns.ts";

/** What rules see with and the domain cannot hold: engines are libraries. */
export const RULE_SENSES: Pick<RoutingContext, "matchesPattern" | "languageOf"> = {
  matchesPattern,
  languageOf,
};
