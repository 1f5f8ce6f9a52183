/* Whether whatever one condition holds for, another holds for as well. */
import type { Channel } from "../channel.ts";
import type { InboxId } from "../ids.ts";
import { containsWords, foldWords } from "../words.ts";
import type { Range, RuleCondition, SimpleCondition } from "./rule.ts";
import { comparableAddress } from "./written-to.ts";

export type KnownInboxes = ReadonlyMap<InboxId, { readonly channel: Channel }>;

const LISTS = [
  "channels",
  "inboxIds",
  "writtenTo",
  "words",
  "patterns",
  "languages",
  "segments",
] as const satisfies readonly (keyof SimpleCondition)[];
type ListName = (typeof LISTS)[number];

/** Whether one value of a list asks for no more than another: `@loja.example` takes what is written to `a@loja.example`. */
const COVERS: Readonly<Record<ListName, (wide: string, narrow: string) => boolean>> = {
  channels: same,
  inboxIds: same,
  writtenTo: (wide, narrow) => wide === narrow || (wide.startsWith("@") && narrow.endsWith(wide)),
  words: (wide, narrow) => containsWords(narrow, wide),
  patterns: same,
  languages: same,
  segments: same,
};

function same(one: string, other: string): boolean {
  return one === other;
}

/** Each rule is held against all above it: what folding a list makes is kept for as long as the list. */
const folded = new WeakMap<readonly string[], readonly string[]>();

/** The values as {@link COVERS} compares them. */
function comparable(name: ListName, values: readonly string[]): readonly string[] {
  const fold = name === "words" ? foldWords : name === "writtenTo" ? comparableAddress : undefined;
  if (!fold) return values;
  const known = folded.get(values) ?? values.map(fold);
  folded.set(values, known);
  return known;
}

/**
 * Whether no message can hold for `narrow` and not for `wide`. `false` where that cannot be told, as of two
 * patterns that differ.
 */
export function impliesRule(
  narrow: RuleCondition,
  wide: RuleCondition,
  inboxes: KnownInboxes,
): boolean {
  const wideWays = waysOf(wide);
  return waysOf(narrow).every((said) => wideWays.some((asked) => impliesWay(said, asked, inboxes)));
}

/** What has to hold together: what a condition asks of everything, and one of its groups. */
type Way = readonly SimpleCondition[];

function waysOf({ anyOf, ...alone }: RuleCondition): readonly Way[] {
  return anyOf === undefined ? [[alone]] : anyOf.map((group) => [alone, group]);
}

/** Each thing that is asked follows from a part of what is said. */
function impliesWay(said: Way, asked: Way, inboxes: KnownInboxes): boolean {
  const things = asked.flatMap((part) =>
    Object.entries(part).map(([name, value]): SimpleCondition => ({ [name]: value })),
  );
  return things.every((thing) => said.some((part) => impliesPart(part, thing, inboxes)));
}

function impliesPart(
  narrow: SimpleCondition,
  wide: SimpleCondition,
  inboxes: KnownInboxes,
): boolean {
  return (
    LISTS.every((name) => impliesList(name, narrow, wide, inboxes)) &&
    (wide.hours === undefined || wide.hours === narrow.hours) &&
    (wide.returning === undefined || wide.returning === narrow.returning) &&
    impliesAttributes(narrow, wide) &&
    impliesMenu(narrow.menuAnswer, wide.menuAnswer) &&
    within(narrow.waited, wide.waited) &&
    (wide.queueLength === undefined ||
      (narrow.queueLength?.queueId === wide.queueLength.queueId &&
        within(narrow.queueLength, wide.queueLength)))
  );
}

function impliesList(
  name: ListName,
  narrow: SimpleCondition,
  wide: SimpleCondition,
  inboxes: KnownInboxes,
): boolean {
  const asked = wide[name];
  if (asked === undefined) return true;
  const said = narrow[name] ?? (name === "channels" ? channelsOf(narrow, inboxes) : undefined);
  if (!said) return false;
  const wanted = comparable(name, asked);
  return comparable(name, said).every((value) => wanted.some((one) => COVERS[name](one, value)));
}

/** Inboxes say a channel too, where all of them are known. */
function channelsOf(
  { inboxIds }: SimpleCondition,
  inboxes: KnownInboxes,
): readonly Channel[] | undefined {
  const channels = inboxIds?.flatMap((id) => inboxes.get(id)?.channel ?? []);
  return channels?.length === inboxIds?.length ? channels : undefined;
}

function impliesAttributes(narrow: SimpleCondition, wide: SimpleCondition): boolean {
  return Object.entries(wide.attributes ?? {}).every(([name, values]) => {
    const asked = new Set(values.map((value) => value.toLowerCase()));
    const said = Object.entries(narrow.attributes ?? {}).find(([other]) => other === name)?.[1];
    return said?.every((value) => asked.has(value.toLowerCase())) ?? false;
  });
}

function impliesMenu(
  narrow: readonly string[] | undefined,
  wide: readonly string[] | undefined,
): boolean {
  return wide === undefined || wide.every((step, at) => narrow?.[at] === step);
}

function within(narrow: Range | undefined, wide: Range | undefined): boolean {
  if (wide === undefined) return true;
  if (narrow === undefined) return false;
  const { atLeast = 0, below = Number.POSITIVE_INFINITY } = narrow;
  return atLeast >= (wide.atLeast ?? 0) && below <= (wide.below ?? Number.POSITIVE_INFINITY);
}

/** Whether a message of this inbox could hold for it, as far as channels and inboxes tell. */
export function mayConcern(
  condition: RuleCondition,
  { id, channel }: { readonly id: InboxId; readonly channel: Channel },
): boolean {
  const may = ({ channels, inboxIds }: SimpleCondition) =>
    (channels?.includes(channel) ?? true) && (inboxIds?.includes(id) ?? true);
  return may(condition) && (condition.anyOf?.some(may) ?? true);
}

interface Shared {
  readonly name: ListName;
  readonly values: readonly string[];
}

/** Of each list of both, the values of the first that the second takes, where these are some and not all. */
export function sharedValues(some: RuleCondition, others: RuleCondition): readonly Shared[] {
  return LISTS.flatMap((name) => {
    const [mine, theirs] = [some[name], others[name]];
    if (!mine || !theirs) return [];
    const wanted = comparable(name, theirs);
    const folds = comparable(name, mine);
    const values = mine.filter((_, at) => wanted.some((one) => COVERS[name](one, folds[at] ?? "")));
    return values.length > 0 && values.length < mine.length ? [{ name, values }] : [];
  });
}

/** The same condition for these values of one of its lists alone. */
export function narrowedTo(condition: RuleCondition, { name, values }: Shared): RuleCondition {
  return { ...condition, [name]: values };
}
