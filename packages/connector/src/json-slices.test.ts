import fc from "fast-check";
import { jsonSlices } from "./json-slices.ts";

test("the slices of any array are its items, byte for byte", () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.constantFrom(0, 1, 2), (items, indent) => {
      const slices = jsonSlices(JSON.stringify(items, null, indent));
      if (slices.kind !== "array") throw new Error(slices.kind);
      expect(slices.items.map((item) => JSON.parse(item))).toEqual(
        JSON.parse(JSON.stringify(items)),
      );
    }),
  );
});

test("the slices of any object are its fields, byte for byte", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
      const text = JSON.stringify(object, null, 1);
      const slices = jsonSlices(text);
      if (slices.kind !== "object") throw new Error(slices.kind);
      const names = Object.keys(JSON.parse(text));
      expect([...slices.fields.keys()].sort()).toEqual([...names].sort());
      for (const [name, slice] of slices.fields) {
        expect(JSON.stringify(JSON.parse(slice))).toBe(
          JSON.stringify(Object.getOwnPropertyDescriptor(JSON.parse(text), name)?.value),
        );
      }
    }),
  );
});

test("escapes and spacing inside an item are kept", () => {
  expect(jsonSlices(' [ {"a" : "ol\\u00e1 \\"]" } , 1e3,[ ] ]\n')).toEqual({
    kind: "array",
    items: ['{"a" : "ol\\u00e1 \\"]" }', "1e3", "[ ]"],
  });
  expect(jsonSlices('"text"')).toEqual({ kind: "scalar" });
});

test("ten thousand levels are one item", () => {
  const deep = `${"[".repeat(10_000)}${"]".repeat(10_000)}`;
  expect(jsonSlices(`[${deep}]`)).toEqual({ kind: "array", items: [deep] });
});
