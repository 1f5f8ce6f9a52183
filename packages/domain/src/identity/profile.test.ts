import fc from "fast-check";
import { addGifts, type Gift, mergeProfiles, type Profile, unmergeProfile } from "./profile.ts";

const words = fc.dictionary(fc.constantFrom("plan", "language", "city"), fc.constantFrom("a", "b"));
const profile: fc.Arbitrary<Profile> = fc.record({
  name: fc.constantFrom(undefined, "Ana", "Bia"),
  claims: fc.dictionary(fc.constantFrom("email", "phone"), fc.constantFrom("x", "y")),
  segments: fc.uniqueArray(fc.constantFrom("vip", "trial", "late")),
  attributes: words,
});

test("what is known of who stays is kept, and the other fills in the rest", () => {
  const ana: Profile = {
    name: undefined,
    claims: { email: "ana@example.com" },
    segments: ["vip"],
    attributes: { plan: "gold" },
  };
  const other: Profile = {
    name: "Ana",
    claims: { email: "other@example.com", phone: "+5511900000001" },
    segments: ["vip", "late"],
    attributes: { plan: "free", language: "pt" },
  };
  expect(mergeProfiles(ana, other)).toEqual({
    profile: {
      name: "Ana",
      claims: { email: "ana@example.com", phone: "+5511900000001" },
      segments: ["vip", "late"],
      attributes: { plan: "gold", language: "pt" },
    },
    gave: {
      name: "Ana",
      claims: { phone: "+5511900000001" },
      segments: ["late"],
      attributes: { language: "pt" },
    },
  });
});

test("merges taken back in reverse order leave what was there before each", () => {
  fc.assert(
    fc.property(profile, fc.array(profile, { maxLength: 4 }), (first, others) => {
      const gifts: Gift[] = [];
      const states = [first];
      let present = first;
      for (const other of others) {
        const merged = mergeProfiles(present, other);
        gifts.push(merged.gave);
        present = merged.profile;
        states.push(present);
      }
      while (gifts.length > 0) {
        states.pop();
        present = unmergeProfile(present, gifts.pop() as Gift).profile;
        expect(present).toEqual(states.at(-1));
      }
    }),
  );
});

test("taken back in any order, all of them leave what was there at first", () => {
  fc.assert(
    fc.property(
      profile,
      fc.array(profile, { minLength: 1, maxLength: 4 }),
      fc.infiniteStream(fc.nat()),
      (first, others, choices) => {
        let present = first;
        let held = others.map((other, id) => {
          const merged = mergeProfiles(present, other);
          present = merged.profile;
          return { id, profile: other, gave: merged.gave };
        });
        while (held.length > 0) {
          const [one] = held.splice((choices.next().value as number) % held.length, 1);
          const undone = unmergeProfile(present, (one as (typeof held)[number]).gave, held);
          present = undone.profile;
          held = held.map((other) => {
            const again = undone.given.find(({ id }) => id === other.id);
            return again ? { ...other, gave: addGifts(other.gave, again.gave) } : other;
          });
          for (const { profile: left } of held) {
            for (const segment of left.segments) expect(present.segments).toContain(segment);
          }
        }
        expect({ ...present, segments: [...present.segments].sort() }).toEqual({
          ...first,
          segments: [...first.segments].sort(),
        });
      },
    ),
  );
});

test("what was written since the merge is not taken back", () => {
  const { profile: merged, gave } = mergeProfiles(
    { name: undefined, claims: {}, segments: [], attributes: {} },
    { name: "Ana", claims: {}, segments: ["vip"], attributes: { plan: "free" } },
  );
  const changed = { ...merged, name: "Ana Maria", attributes: { plan: "gold" } };
  expect(unmergeProfile(changed, gave).profile).toEqual({
    name: "Ana Maria",
    claims: {},
    segments: [],
    attributes: { plan: "gold" },
  });
});
