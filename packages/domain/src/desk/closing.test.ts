import {
  asksAnything,
  type ClosingRules,
  closingAsks,
  closingGaps,
  type KnownAtEnd,
  USUAL_CLOSING,
} from "./closing.ts";

const rules = (some: Partial<ClosingRules> = {}): ClosingRules => ({ ...USUAL_CLOSING, ...some });
const known = (some: Partial<KnownAtEnd> = {}): KnownAtEnd => ({
  ...{ canHaveCategory: true, hasCategory: false, lacksFields: false },
  ...some,
});

test.each([
  ["nothing by itself", rules(), known(), false],
  ["the category where it is needed", rules({ needsCategory: true }), known(), true],
  [
    "no category that is known",
    rules({ needsCategory: true }),
    known({ hasCategory: true }),
    false,
  ],
  [
    "no category where there is none",
    rules({ needsCategory: true }),
    known({ canHaveCategory: false }),
    false,
  ],
  ["what the category wants", rules(), known({ hasCategory: true, lacksFields: true }), true],
  ["a resolution that may be said", rules({ resolution: "optional" }), known(), true],
  ["a resolution that must be said", rules({ resolution: "required" }), known(), true],
  ["whether there is a survey", rules({ surveyMayBeLeftOut: true }), known(), true],
])("the end asks for %s", (_what, of, is, asks) => {
  expect(asksAnything(closingAsks(of, is))).toBe(asks);
});

test("all that is missing is told at once, and nothing that is not", () => {
  const strict = rules({ needsCategory: true, resolution: "required" });
  expect(closingGaps(closingAsks(strict, known()), {})).toEqual(["category", "resolution"]);
  const told = closingAsks(strict, known({ hasCategory: true, lacksFields: true }));
  expect(closingGaps(told, { resolution: "  " })).toEqual(["fields", "resolution"]);
  const ready = closingAsks(strict, known({ hasCategory: true }));
  expect(closingGaps(ready, { resolution: "Boleto reenviado" })).toEqual([]);
});

test("a resolution that may be left out is not missed", () => {
  expect(closingGaps(closingAsks(rules({ resolution: "optional" }), known()), {})).toEqual([]);
});

test("a survey is left out only where it may be", () => {
  expect(closingGaps(closingAsks(rules(), known()), { survey: false })).toEqual(["survey"]);
  expect(closingGaps(closingAsks(rules(), known()), { survey: true })).toEqual([]);
  const free = closingAsks(rules({ surveyMayBeLeftOut: true }), known());
  expect(closingGaps(free, { survey: false })).toEqual([]);
});
