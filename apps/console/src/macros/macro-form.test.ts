import { MACRO_ACT_KINDS } from "@circuito/protocol/macro-text";
import {
  blankAct,
  firstMistake,
  formOf,
  type MacroAct,
  type MacroForm,
  mistakesIn,
  whyNot,
  withAct,
} from "./macro-form.ts";

const label: MacroAct = { kind: "label", add: ["Boleto"], remove: [] };
const good: MacroForm = { ...formOf(undefined, false), name: "Boleto", acts: [label] };

test("an agent begins one of their own, a supervisor one for everybody", () => {
  expect([formOf(undefined, false).scope, formOf(undefined, true).scope]).toEqual([
    "mine",
    "everybody",
  ]);
});

test("acts stand in the order they are done in, whichever was added first", () => {
  const backwards = [...MACRO_ACT_KINDS].reverse().map(blankAct);
  const acts = backwards.reduce<MacroAct[]>((held, act) => withAct(held, act), []);
  expect(acts.map(({ kind }) => kind)).toEqual(MACRO_ACT_KINDS);
});

test("an act that is filled in takes its own place", () => {
  const noted = withAct([label, blankAct("note")], { kind: "note", text: "Ligar" });
  expect(noted).toEqual([label, { kind: "note", text: "Ligar" }]);
});

test("what cannot be added says why", () => {
  const acts = [label, blankAct("resolve")];
  expect(whyNot(acts, "label")).toEqual({ id: "macro.whyNot.twice" });
  expect(whyNot(acts, "snooze")).toEqual({ id: "macro.whyNot.end", end: "resolve" });
  expect(whyNot(acts, "note")).toBeNull();
});

const doing = (act: MacroAct): MacroForm => ({ ...good, acts: [act] });
test.each<[string, MacroForm, string | undefined]>([
  ["whole", good, undefined],
  ["without a name", { ...good, name: " " }, "macro.nameNeeded"],
  ["of a queue that is not chosen", { ...good, scope: "queue" }, "quickReply.queueNeeded"],
  ["that does nothing", { ...good, acts: [] }, "macro.actsNeeded"],
  ["with no label", doing(blankAct("label")), "macro.labelNeeded"],
  ["with no category", doing(blankAct("categorize")), "macro.categoryNeeded"],
  ["with a blank note", doing({ kind: "note", text: " \n" }), "macro.wordsNeeded"],
  ["that hands on to nobody", doing(blankAct("transfer")), "quickReply.queueNeeded"],
  [
    "that hands on and says nothing",
    doing({ kind: "transfer", queueId: "q", note: "…" }),
    "macro.wordsNeeded",
  ],
  ["that waits for no time", doing({ kind: "snooze", minutes: 0 }), "macro.timeNeeded"],
  ["that waits for more than a year", doing({ kind: "snooze", minutes: 1e6 }), "macro.timeNeeded"],
  ["that waits for the customer", doing(blankAct("snooze")), undefined],
  [
    "with a variable that means nothing",
    { ...good, draft: "{{cliente.cpf}}" },
    "macro.unknownVariables",
  ],
])("one %s: %j", (_, form, mistake) => {
  expect(firstMistake(mistakesIn(form))).toBe(mistake);
});
