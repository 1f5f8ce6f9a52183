import type { Claims } from "../inbound/route-inbound.ts";

/** What is written down of a contact besides their addresses. */
export interface Profile {
  readonly name: string | undefined;
  readonly claims: Claims;
  readonly segments: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
}

/** What one contact got from another that was found to be the same person. */
export interface Gift {
  readonly name?: string;
  readonly claims: Claims;
  readonly segments: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * Two profiles as one person's. What the one that stays knows is kept; the other fills in what was
 * not known.
 */
export function mergeProfiles(
  into: Profile,
  from: Profile,
): { readonly profile: Profile; readonly gave: Gift } {
  const name = into.name === undefined ? from.name : undefined;
  const gave: Gift = {
    ...(name !== undefined && { name }),
    claims: without(from.claims, into.claims),
    segments: from.segments.filter((segment) => !into.segments.includes(segment)),
    attributes: without(from.attributes, into.attributes),
  };
  return { profile: withGift(into, gave), gave };
}

/**
 * Takes back what a merge gave. What was changed since is somebody's later word, and stays. Taken back
 * in reverse order, merges leave the profile as it was before each.
 *
 * @param others those who are still the same person: what one of them knows too, they give now
 */
export function unmergeProfile<Id>(
  present: Profile,
  gave: Gift,
  others: readonly { readonly id: Id; readonly profile: Profile }[] = [],
): {
  readonly profile: Profile;
  readonly given: readonly { readonly id: Id; readonly gave: Gift }[];
} {
  let profile: Profile = {
    name: gave.name !== undefined && present.name === gave.name ? undefined : present.name,
    claims: unless(present.claims, gave.claims),
    segments: present.segments.filter((segment) => !gave.segments.includes(segment)),
    attributes: unless(present.attributes, gave.attributes),
  };
  const given: { id: Id; gave: Gift }[] = [];
  for (const { id, profile: other } of others) {
    const again = only(mergeProfiles(profile, other).gave, gave);
    if (isEmpty(again)) continue;
    profile = withGift(profile, again);
    given.push({ id, gave: again });
  }
  return { profile, given };
}

/** Two gifts of one contact as one. */
export function addGifts(first: Gift, second: Gift): Gift {
  const name = first.name ?? second.name;
  return {
    ...(name !== undefined && { name }),
    claims: { ...first.claims, ...second.claims },
    segments: [...first.segments, ...second.segments],
    attributes: { ...first.attributes, ...second.attributes },
  };
}

function withGift(profile: Profile, gave: Gift): Profile {
  return {
    name: profile.name ?? gave.name,
    claims: { ...profile.claims, ...gave.claims },
    segments: [...profile.segments, ...gave.segments],
    attributes: { ...profile.attributes, ...gave.attributes },
  };
}

/** Of what somebody could give, what another one's gift was about. */
function only(gift: Gift, about: Gift): Gift {
  return {
    ...(about.name !== undefined && gift.name !== undefined && { name: gift.name }),
    claims: within(gift.claims, about.claims),
    segments: gift.segments.filter((segment) => about.segments.includes(segment)),
    attributes: within(gift.attributes, about.attributes),
  };
}

function isEmpty({ name, claims, segments, attributes }: Gift): boolean {
  return (
    name === undefined &&
    segments.length === 0 &&
    Object.keys(claims).length === 0 &&
    Object.keys(attributes).length === 0
  );
}

type Words = Readonly<Record<string, string>>;

function without<T extends object>(from: T, known: object): T {
  return filtered(from, (key) => !Object.hasOwn(known, key));
}

function within<T extends object>(from: T, about: object): T {
  return filtered(from, (key) => Object.hasOwn(about, key));
}

function unless<T extends object>(present: T, gave: T): T {
  const given: Words = { ...gave } as Words;
  return filtered(present, (key, value) => given[key] !== value);
}

function filtered<T extends object>(from: T, keep: (key: string, value: unknown) => boolean): T {
  return Object.fromEntries(Object.entries(from).filter(([key, value]) => keep(key, value))) as T;
}
