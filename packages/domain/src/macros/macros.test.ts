import { type AgentId, asId, type Principal, type QueueId } from "../index.ts";
import { isForChannel, mayChange, mayUse } from "../writing/reach.ts";
import { arrangeActs, type MacroAct } from "./macro.ts";

const label: MacroAct = { kind: "label", add: ["Boleto"], remove: [] };
const note: MacroAct = { kind: "note", text: "Ligar para {{cliente.nome}}" };
const resolve: MacroAct = { kind: "resolve" };
const wait: MacroAct = { kind: "snooze", minutes: null };
const transfer: MacroAct = { kind: "transfer", queueId: "q", note: "Segue para vocês" };
const urgent: MacroAct = { kind: "prioritize", priority: "urgent" };

test("acts are done in one order however they were written: where it goes comes last", () => {
  expect(arrangeActs([resolve, note, urgent, label])).toEqual({
    kind: "arranged",
    acts: [label, urgent, note, resolve],
  });
});

test.each<[string, readonly MacroAct[], object]>([
  ["nothing to do", [], { because: "no-acts" }],
  ["the same thing twice", [label, note, label], { because: "act-twice", act: "label" }],
  ["solved and put off", [resolve, wait], { because: "two-ends", act: "snooze" }],
  ["handed on and solved", [transfer, resolve], { because: "two-ends", act: "resolve" }],
  [
    "labels of none",
    [{ kind: "label", add: [], remove: [] }],
    { because: "act-says-nothing", act: "label" },
  ],
  ["a blank note", [{ ...note, text: " \n" }], { because: "act-says-nothing", act: "note" }],
  [
    "a hand-over that says nothing",
    [{ ...transfer, note: "…" }],
    { because: "act-says-nothing", act: "transfer" },
  ],
])("a macro is not saved with %s", (_name, acts, why) => {
  expect(arrangeActs(acts)).toEqual({ kind: "refused", ...why });
});

const [sales, technical] = [asId<QueueId>("sales"), asId<QueueId>("technical")];
const ana = asId<AgentId>("ana");
const bia = asId<AgentId>("bia");
const agent = { kind: "agent", id: ana, name: "Ana", role: "agent", queueIds: [sales] } as const;
const lead: Principal = { ...agent, id: bia, role: "supervisor" };
const key: Principal = { kind: "api-key", id: "key", name: "ERP", role: "agent" };

test.each<[string, QueueId | null, AgentId | null, readonly Principal[]]>([
  ["everybody's", null, null, [agent, lead, key]],
  ["of a queue", sales, null, [agent, lead, key]],
  ["of another queue", technical, null, [lead, key]],
  ["their own", null, ana, [agent]],
  ["a supervisor's own", null, bia, [lead]],
])("one that is %s is used by those alone who have it", (_name, queueId, agentId, users) => {
  const reach = { queueId, agentId, channels: [] };
  expect([agent, lead, key].filter((who) => mayUse(who, reach))).toEqual(users);
});

test("what others use is a supervisor's to change, one's own its owner's alone", () => {
  const changers = (agentId: AgentId | null) =>
    [agent, lead, key].filter((who) => mayChange(who, { agentId }));
  expect(changers(null)).toEqual([lead]);
  expect(changers(ana)).toEqual([agent]);
});

test("without channels it is for all, with some for those", () => {
  expect(isForChannel({ channels: [] }, "sms")).toBe(true);
  expect(isForChannel({ channels: ["email"] }, "sms")).toBe(false);
});
