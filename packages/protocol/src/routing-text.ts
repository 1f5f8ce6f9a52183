/* What a browser compares rules with: apart from the schemas, so that no validator comes along. */
export { diffRules, type RoutingRule, type RuleDifference } from "@circuito/domain";
