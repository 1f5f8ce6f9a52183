import type { ProcedureStepView } from "@circuito/protocol";
import { END, mistakesInProcedure } from "@circuito/protocol/procedure-text";
import {
  asKind,
  emptyStep,
  insertStep,
  moveStep,
  removeStep,
  targetsOf,
} from "./procedure-edit.ts";

const step = (key: string, part: Partial<ProcedureStepView> = {}): ProcedureStepView => ({
  ...emptyStep(key, "check"),
  title: key,
  ...part,
});
const keys = (steps: readonly ProcedureStepView[]) => steps.map(({ key }) => key).join("");
const abc = [step("a"), step("b"), step("c")];

test("a step is put behind the one that is open, or last", () => {
  expect(keys(insertStep(abc, step("x"), "a"))).toBe("axbc");
  expect(keys(insertStep(abc, step("x"), undefined))).toBe("abcx");
});

test("a step is moved to where it is dropped", () => {
  expect(keys(moveStep(abc, "a", 2))).toBe("bca");
  expect(keys(moveStep(abc, "c", 0))).toBe("cab");
  expect(keys(moveStep(abc, "x", 0))).toBe("abc");
});

test("what led to a step that is gone leads to the one below, and nothing is broken by it", () => {
  const steps = [
    step("a", {
      kind: "decision",
      choices: [
        { label: "Sim", goTo: "c" },
        { label: "Não", goTo: "b" },
      ],
    }),
    step("b", { goTo: "c" }),
    step("c"),
  ];
  const left = removeStep(steps, "c");
  expect(left[0]?.choices.map(({ goTo }) => goTo)).toEqual([null, "b"]);
  expect(left[1]?.goTo).toBeNull();
  expect(mistakesInProcedure({ steps: left })).toEqual([]);
});

test("a step of another kind has what it needs, and nothing that it cannot have", () => {
  const link = step("a", { kind: "link", url: "https://a.example", isRequired: true, goTo: END });
  expect(asKind(link, "decision")).toMatchObject({
    ...{ kind: "decision", title: "a", url: null, isRequired: false, goTo: null },
    choices: [{ label: "" }, { label: "" }],
  });
  expect(asKind(asKind(link, "decision"), "check").choices).toEqual([]);
  expect(asKind(link, "field")).toMatchObject({ field: "order", url: null, isRequired: true });
});

test("a step leads to those below it and to the end; what it says wrongly stays to be seen", () => {
  const [a, b] = abc;
  if (a === undefined || b === undefined) throw new Error("there are three");
  expect(targetsOf(abc, b, null)).toEqual(["c", END]);
  expect(targetsOf(abc, b, "a")).toEqual(["a", "c", END]);
});
