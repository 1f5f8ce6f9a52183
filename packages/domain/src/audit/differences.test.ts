import fc from "fast-check";
import { DIFFERENCES_MAX, type Difference, differences, type Json } from "./differences.ts";

test.each<[string, Json | undefined, Json | undefined, Difference[]]>([
  ["the same", { a: 1 }, { a: 1 }, []],
  ["a leaf", { a: 1, b: 2 }, { a: 1, b: 3 }, [{ path: "b", before: 2, after: 3 }]],
  ["something new", { a: 1 }, { a: 1, b: null }, [{ path: "b", after: null }]],
  ["something gone", { a: { b: 1 } }, { a: {} }, [{ path: "a.b", before: 1 }]],
  ["all new", undefined, { name: "Vendas" }, [{ path: "name", after: "Vendas" }]],
  ["all gone", { name: "Vendas" }, undefined, [{ path: "name", before: "Vendas" }]],
  ["another kind", { a: 1 }, { a: [1] }, [{ path: "a", before: 1, after: [1] }]],
  ["a list of words", ["a"], ["a", "b"], [{ path: "", before: ["a"], after: ["a", "b"] }]],
  [
    "a list by its ids, in another order",
    {
      members: [
        { id: "ana", weight: 1 },
        { id: "bruno", weight: 1 },
      ],
    },
    {
      members: [
        { id: "bruno", weight: 2 },
        { id: "ana", weight: 1 },
      ],
    },
    [{ path: "members.bruno.weight", before: 1, after: 2 }],
  ],
])("finds %s", (_what, before, after, found) => {
  expect(differences(before, after)).toEqual(found);
});

const documents = fc.jsonValue() as fc.Arbitrary<Json>;

test("a document does not differ from itself", () => {
  fc.assert(fc.property(documents, (one) => expect(differences(one, one)).toEqual([])));
});

test("the way back has the same places, with what was and what is exchanged", () => {
  fc.assert(
    fc.property(documents, documents, (one, other) => {
      const back = differences(other, one);
      const turned = differences(one, other).map(({ path, ...rest }) => ({
        path,
        ...("after" in rest && { before: rest.after }),
        ...("before" in rest && { after: rest.before }),
      }));
      expect(turned).toEqual(back);
    }),
  );
});

test("however much differs, the list has an end", () => {
  const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`n${n}`, n]));
  expect(differences({}, many)).toHaveLength(DIFFERENCES_MAX);
});
