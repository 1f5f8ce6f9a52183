import fc from "fast-check";
import { asId, type CategoryId, type QueueId } from "../ids.ts";
import { fitOfProcedure } from "./fitting-procedures.ts";
import { isWebAddress, mistakeInProcedure, mistakesInProcedure } from "./mistake-in-procedure.ts";
import { END, type ProcedureStep, type StepChoice } from "./procedure.ts";
import { readAnswer, refuseStep, runProcedure, type TakenStep } from "./run-procedure.ts";

const step = (key: string, part: Partial<ProcedureStep> = {}): ProcedureStep => ({
  ...{ key, kind: "check", title: key, body: "", url: null, isRequired: false },
  ...{ choices: [], goTo: null },
  ...part,
});
const decision = (key: string, ...targets: (string | null)[]): ProcedureStep =>
  step(key, {
    kind: "decision",
    choices: targets.map((goTo, at): StepChoice => ({ label: `${at}`, goTo })),
  });
const done = (key: string, answer: string | null = null): TakenStep => ({
  ...{ key, outcome: "done", answer },
});

test.each<[string, readonly ProcedureStep[], unknown]>([
  ["has no steps", [], { because: "no-steps" }],
  ["names a step twice", [step("a"), step("a")], { because: "same-key-twice", step: "a" }],
  ["calls a step the end", [step(END)], { because: "same-key-twice", step: END }],
  ["says nothing", [step("a", { title: " " })], { because: "no-words", step: "a" }],
  ["sends nothing", [step("a", { kind: "text" })], { because: "no-words", step: "a" }],
  [
    "opens a script",
    [step("a", { kind: "link", url: "javascript:alert(1)" })],
    { because: "no-address", step: "a" },
  ],
  ["takes no kind of value", [step("a", { kind: "field" })], { because: "no-field", step: "a" }],
  ["decides nothing", [decision("a", null)], { because: "too-few-choices", step: "a" }],
  ["leads nowhere", [step("a", { goTo: "x" })], { because: "no-such-step", step: "a" }],
  ["branches nowhere", [decision("a", "x", null)], { because: "no-such-step", step: "a" }],
  ["leads back", [step("a"), step("b", { goTo: "a" })], { because: "loop", step: "a" }],
  ["leads to itself", [step("a", { goTo: "a" })], { because: "loop", step: "a" }],
  [
    "jumps over a step for good",
    [step("a", { goTo: END }), step("b")],
    { because: "unreachable", step: "b" },
  ],
  ["is in order", [decision("a", "b", "c"), step("b", { goTo: END }), step("c")], undefined],
])("a procedure that %s is told so before it is published", (_, steps, mistake) => {
  expect(mistakeInProcedure({ steps })).toEqual(mistake);
});

test("every step that has a mistake is told of, with the first of its own", () => {
  const steps = [
    step("a", { title: "" }),
    step("b", { kind: "link" }),
    step("c", { goTo: END }),
    step("d"),
  ];
  expect(mistakesInProcedure({ steps })).toEqual([
    { because: "no-words", step: "a" },
    { because: "no-address", step: "b" },
    { because: "unreachable", step: "d" },
  ]);
});

test("a value is kept as a category's fields keep it, and one of another kind is none", () => {
  const cpf = step("a", { kind: "field", field: "cpf" });
  const progress = runProcedure([cpf], []);
  expect(readAnswer(cpf, " 529.982.247-25 ")).toBe("52998224725");
  expect(refuseStep(progress, done("a", "52998224725"))).toBeUndefined();
  expect(refuseStep(progress, done("a", "529.982.247-24"))).toBe("answer-unreadable");
  expect(refuseStep(progress, done("a", " "))).toBe("answer-missing");
});

test("nothing but pages of the web are opened", () => {
  expect([null, "", "http://a", "data:,a", "https://a.example/b"].map(isWebAddress)).toEqual([
    ...[false, false, false, false, true],
  ]);
});

const BRANCHING = [
  step("ask", { kind: "ask" }),
  decision("paid", "receipt", "bill"),
  step("receipt", { goTo: END, isRequired: true }),
  step("bill"),
];

test("a decision leads where its choice says, and past what it leaves out", () => {
  const asked = [done("ask", "123")];
  expect(runProcedure(BRANCHING, []).current?.key).toBe("ask");
  const undecided = runProcedure(BRANCHING, asked);
  expect(undecided.current?.key).toBe("paid");
  expect(undecided.required?.key).toBe("receipt");
  expect(runProcedure(BRANCHING, [...asked, done("paid", "0")]).current?.key).toBe("receipt");
  const other = runProcedure(BRANCHING, [...asked, done("paid", "1")]);
  expect(other).toMatchObject({ current: { key: "bill" }, required: undefined });
  const end = runProcedure(BRANCHING, [...asked, done("paid", "0"), done("receipt")]);
  expect(end).toEqual({ current: undefined, ahead: [], required: undefined });
});

test.each<[string, readonly TakenStep[], TakenStep, string | undefined]>([
  ["out of turn", [], done("paid", "0"), "not-this-step"],
  ["without its answer", [], done("ask", "  "), "answer-missing"],
  ["with a choice that is none", [done("ask", "1")], done("paid", "9"), "no-such-choice"],
  [
    "by leaving the decision out",
    [done("ask", "1")],
    { ...done("paid"), outcome: "skipped" },
    "step-required",
  ],
  [
    "by leaving out what is required",
    [done("ask", "1"), done("paid", "0")],
    { ...done("receipt"), outcome: "skipped" },
    "step-required",
  ],
  ["by leaving out what may be", [], { ...done("ask"), outcome: "skipped" }, undefined],
  [
    "after the end",
    [done("ask", "1"), done("paid", "0"), done("receipt")],
    done("bill"),
    "procedure-over",
  ],
])("a step taken %s", (_, taken, next, refusal) => {
  expect(refuseStep(runProcedure(BRANCHING, taken), next)).toBe(refusal);
});

/** Any steps, right or wrong, with jumps anywhere. */
const anySteps = fc.array(fc.record({ targets: fc.array(fc.nat(7), { maxLength: 3 }) }), {
  maxLength: 7,
});

test("what may be published comes to an end, whatever is chosen, and passes no step twice", () => {
  fc.assert(
    fc.property(anySteps, fc.array(fc.nat(2), { minLength: 8, maxLength: 8 }), (shape, picks) => {
      const target = (at: number) => (at === shape.length ? END : `${at}`);
      const steps = shape.map(({ targets }, at) => {
        const found = targets.filter((to) => to <= shape.length).map(target);
        return found.length > 1
          ? decision(`${at}`, ...found)
          : step(`${at}`, { goTo: found[0] ?? null });
      });
      if (mistakeInProcedure({ steps })) return;
      const taken: TakenStep[] = [];
      for (const pick of picks) {
        const progress = runProcedure(steps, taken);
        if (progress.current === undefined) break;
        const { key, choices } = progress.current;
        const next = done(key, choices[pick % Math.max(1, choices.length)]?.label ?? null);
        expect(refuseStep(progress, next)).toBeUndefined();
        taken.push(next);
      }
      expect(runProcedure(steps, taken).current).toBeUndefined();
      expect(new Set(taken.map(({ key }) => key)).size).toBe(taken.length);
    }),
  );
});

test("a procedure is offered for the nearest reason, or where nothing was said everywhere", () => {
  const facts = {
    categoryIds: [asId<CategoryId>("k")],
    queueId: asId<QueueId>("q"),
    level: 2,
  } as const;
  const fit = (categoryIds: string[], queueIds: string[], levels: number[]) =>
    fitOfProcedure(
      {
        categoryIds: categoryIds.map((id) => asId<CategoryId>(id)),
        queueIds: queueIds.map((id) => asId<QueueId>(id)),
        levels,
      },
      facts,
    );
  expect(fit(["k"], ["q"], [2])).toBe("category");
  expect(fit(["x"], ["q"], [2])).toBe("queue");
  expect(fit(["x"], [], [2])).toBe("level");
  expect(fit(["x"], ["y"], [1])).toBeUndefined();
  expect(fit([], [], [])).toBe("everywhere");
});
