import type { RuleId } from "../ids.ts";
import type { RoutingRule } from "./rule.ts";

/** How one list of rules differs from another; rules are the same by their ids. */
export type RuleDifference =
  | { readonly kind: "added" | "removed"; readonly rule: RoutingRule; readonly position: number }
  | {
      readonly kind: "changed";
      readonly ruleId: RuleId;
      readonly name: string;
      readonly fields: readonly FieldDifference[];
    }
  | {
      readonly kind: "moved";
      readonly ruleId: RuleId;
      readonly name: string;
      /** Places from 1, each in its own list. */
      readonly from: number;
      readonly to: number;
    };

export interface FieldDifference {
  /** `name`, `condition.words`, `action.to`. */
  readonly field: string;
  /** Absent: it was not there. */
  readonly before?: unknown;
  readonly after?: unknown;
}

/**
 * All that was added, removed, changed or moved, in the order of the newer list with what is gone at
 * the end. As few rules as possible count as moved: one that others were put before did not move.
 */
export function diffRules(
  before: readonly RoutingRule[],
  after: readonly RoutingRule[],
): readonly RuleDifference[] {
  const places = new Map(before.map((rule, place) => [rule.id, place]));
  const kept = new Set(after.map(({ id }) => id));
  const shared = after.flatMap(({ id }) => places.get(id) ?? []);
  const stayed = new Set(longestRise(shared));
  const differences: RuleDifference[] = [];
  for (const [place, rule] of after.entries()) {
    const was = places.get(rule.id);
    const older = was === undefined ? undefined : before[was];
    if (was === undefined || !older) {
      differences.push({ kind: "added", rule, position: place + 1 });
      continue;
    }
    const { id: ruleId, name } = rule;
    const fields = diffFields(fieldsOf(older), fieldsOf(rule));
    if (fields.length > 0) differences.push({ kind: "changed", ruleId, name, fields });
    if (!stayed.has(was)) {
      differences.push({ kind: "moved", ruleId, name, from: was + 1, to: place + 1 });
    }
  }
  for (const [place, rule] of before.entries()) {
    if (!kept.has(rule.id)) differences.push({ kind: "removed", rule, position: place + 1 });
  }
  return differences;
}

function fieldsOf({ name, enabled, condition, action }: RoutingRule): ReadonlyMap<string, unknown> {
  return new Map<string, unknown>([
    ["name", name],
    ["enabled", enabled],
    ...Object.entries(condition).map(([key, value]) => [`condition.${key}`, value] as const),
    ...Object.entries(action).map(([key, value]) => [`action.${key}`, value] as const),
  ]);
}

function diffFields(
  before: ReadonlyMap<string, unknown>,
  after: ReadonlyMap<string, unknown>,
): readonly FieldDifference[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((field) => {
    const [was, is] = [before.get(field), after.get(field)];
    if (canonical(was) === canonical(is)) return [];
    return [
      { field, ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) },
    ];
  });
}

/** JSON with names in order: a database may give them back in another. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** The longest rising subsequence of distinct numbers (patience sorting): what kept its order. */
function longestRise(numbers: readonly number[]): readonly number[] {
  // The smallest end of a rise of each length, and what came before each number in its rise.
  const ends: number[] = [];
  const previous = new Map<number, number | undefined>();
  for (const number of numbers) {
    const found = ends.findIndex((end) => end > number);
    const length = found === -1 ? ends.length : found;
    previous.set(number, ends[length - 1]);
    ends[length] = number;
  }
  const rise: number[] = [];
  for (let at = ends.at(-1); at !== undefined; at = previous.get(at)) rise.push(at);
  return rise.reverse();
}
