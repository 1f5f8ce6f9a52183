import type { Channel } from "../channel.ts";
import type { Level } from "../conversation.ts";
import type { InboxId, QueueId, RuleId } from "../ids.ts";
import type { PlanStep } from "./plan.ts";
import type { RequiredSkills } from "./skill.ts";

/** One ordered rule; the first that matches wins. One without conditions holds for every message. */
export interface RoutingRule {
  readonly id: RuleId;
  readonly name: string;
  /** Switched off, it keeps its place and matches nothing. */
  readonly enabled: boolean;
  readonly condition: RuleCondition;
  readonly action: RuleAction;
}

/** All that are given must hold; of a list one is enough. */
export interface RuleCondition extends SimpleCondition {
  /** Besides, at least one of these groups must hold: of a group, all that it gives. */
  readonly anyOf?: readonly SimpleCondition[];
}

/** What may stand in a group, too: groups hold no groups. */
export interface SimpleCondition {
  readonly channels?: readonly Channel[];
  readonly inboxIds?: readonly InboxId[];
  /** Addresses that the customer wrote to: whole (`sales@example.org`), or a domain (`@example.org`). */
  readonly writtenTo?: readonly string[];
  /** Words or phrases, accents and case aside; of a mail its subject counts, too. */
  readonly words?: readonly string[];
  /** Patterns in RE2 syntax, case aside, found anywhere in the same text as `words`. */
  readonly patterns?: readonly string[];
  /** Primary language tags: `pt`, `en`, `es`. */
  readonly languages?: readonly string[];
  /** Whether the inbox is within its business hours. */
  readonly hours?: "open" | "closed";
  /** The customer has an earlier conversation. */
  readonly returning?: boolean;
  readonly segments?: readonly string[];
  /** Each named attribute has one of its values, case aside. */
  readonly attributes?: Readonly<Record<string, readonly string[]>>;
  /** What was chosen in the menu begins with this path. */
  readonly menuAnswer?: readonly string[];
  /** How long the customer has waited by now, ms. */
  readonly waited?: Range;
  /** How many wait in a queue. */
  readonly queueLength?: Range & { readonly queueId: QueueId };
}

/** `atLeast` ≤ value < `below`. */
export interface Range {
  readonly atLeast?: number;
  readonly below?: number;
}

/** Where a conversation goes, and what it takes along. */
export interface RuleAction {
  readonly to: RuleTarget;
  readonly priority?: number;
  readonly tags?: readonly string[];
  /** Who gets it can at least this. */
  readonly requiredSkills?: RequiredSkills;
  readonly slaPolicyId?: string;
  /** Said to the customer at once, by language tag; `{protocol}` is the number. Never to machines. */
  readonly autoAnswer?: Readonly<Record<string, string>>;
  /** Prefer whom the customer talked to last; unless `false`. */
  readonly keepPreviousAgent?: boolean;
}

export type RuleTarget =
  | { readonly queueId: QueueId }
  /** The first queue of this level. */
  | { readonly level: Level }
  /** Queue after queue, from the first of these. */
  | { readonly plan: readonly PlanStep[] };
