import fc from "fast-check";
import type { HandOver, Registration, RuleTrace } from "../index.ts";
import {
  type AgentId,
  asId,
  type CategoryId,
  type Principal,
  type QueueId,
  type RuleId,
} from "../index.ts";
import { isCnpj, isCpf } from "./brazilian-numbers.ts";
import { type Category, type CategoryField, readFields, readFieldValue } from "./category.ts";
import { categoryPath, findNamedCategory, mistakeInCategory } from "./category-tree.ts";
import { isLeasedAway, LEASE_MS, leaseFor, lesseeOf } from "./lease.ts";
import { RECALL_WITHIN_MS, refuseRecall } from "./recall.ts";
import { suggestAreas } from "./suggest-areas.ts";
import { tellingWords } from "./telling-words.ts";

const NOW = 1_800_000_000_000;

test.each([
  ["529.982.247-25", "cpf", "52998224725"],
  ["529.982.247-24", "cpf", undefined],
  ["111.111.111-11", "cpf", undefined],
  ["11.222.333/0001-81", "cnpj", "11222333000181"],
  ["12.ABC.345/01DE-35", "cnpj", "12ABC34501DE35"],
  ["12.abc.345/01de-35", "cnpj", "12ABC34501DE35"],
  ["12.ABC.345/01DE-36", "cnpj", undefined],
  ["# 10 234-a", "order", "10234-A"],
  ["pedido?", "order", undefined],
  ["1.234,5", "number", "1234.5"],
  ["1234.50", "number", "1234.5"],
  ["mil", "number", undefined],
  ["2026-02-28", "date", "2026-02-28"],
  ["2026-02-30", "date", undefined],
  ["Pix", "choice", "Pix"],
  ["pix", "choice", undefined],
  ["  ", "text", undefined],
] as const)("%j as %s is kept as %j", (typed, kind, kept) => {
  expect(readFieldValue(field("f", kind), typed)).toBe(kept);
});

test("one wrong digit never passes for a CPF or a CNPJ", () => {
  const digit = fc.integer({ min: 0, max: 9 });
  fc.assert(
    fc.property(
      fc.constantFrom("52998224725", "11222333000181"),
      fc.nat(),
      digit,
      (good, at, to) => {
        const place = at % good.length;
        const changed = good.slice(0, place) + to + good.slice(place + 1);
        const isRight = good.length === 11 ? isCpf : isCnpj;
        expect(isRight(changed)).toBe(changed === good);
      },
    ),
  );
});

test("what is needed to direct is asked then, and what is needed to resolve only later", () => {
  const fields = [field("order", "order", "direct"), field("refund", "number", "resolve")];
  expect(readFields(fields, {}, "direct")).toEqual({
    mistake: { because: "field-missing", key: "order" },
  });
  expect(readFields(fields, { order: "#77", refund: " " }, "direct")).toEqual({
    values: { order: "77" },
  });
  expect(readFields(fields, { order: "77" }, "resolve")).toEqual({
    mistake: { because: "field-missing", key: "refund" },
  });
  expect(readFields(fields, { order: "77", colour: "red" }, "direct")).toEqual({
    mistake: { because: "no-such-field", key: "colour" },
  });
});

const finance = aCategory(1, "Financeiro");
const slip = aCategory(2, "2ª via de boleto", { parentId: finance.id });
test.each([
  ["a second level", aCategory(3, "Reembolso", { parentId: finance.id }), undefined],
  ["a third level", aCategory(3, "Vencido", { parentId: slip.id }), "too-deep"],
  ["a parent made a child", { ...finance, parentId: asCategory(4) }, "too-deep"],
  ["a parent that is not there", aCategory(3, "X", { parentId: asCategory(9) }), "no-such-parent"],
  [
    "a name twice in one place",
    aCategory(3, "2ª VIA DE BOLETO", { parentId: finance.id }),
    "name-taken",
  ],
  ["the name of an archived one", aCategory(3, "Antigo"), undefined],
  [
    "the same key twice",
    aCategory(3, "X", { fields: [field("a", "text"), field("a", "date")] }),
    "same-key-twice",
  ],
  [
    "nothing to choose from",
    aCategory(3, "X", { fields: [{ ...field("a", "choice"), choices: ["só"] }] }),
    "choices-missing",
  ],
] as const)("a category with %s", (_, category, mistake) => {
  const all = [
    finance,
    slip,
    aCategory(4, "Entrega"),
    aCategory(5, "Antigo", { isArchived: true }),
  ];
  expect(mistakeInCategory(category, all)).toBe(mistake);
});

test("a category is told by its path, and found by its path or its name", () => {
  const all = [finance, slip];
  expect(categoryPath(slip, all)).toBe("Financeiro › 2ª via de boleto");
  expect(findNamedCategory("2ª VIA de boleto", all)).toBe(slip.id);
  expect(findNamedCategory("Financeiro › 2ª via de boleto", all)).toBe(slip.id);
  expect(findNamedCategory("Boleto", all)).toBeUndefined();
});

const carla = person(1);
const bia = person(2);
test("an item is its director's until they are not heard of, and nobody's for ever", () => {
  const lease = leaseFor({}, carla.id, NOW);
  expect(isLeasedAway({ lease }, bia, NOW + LEASE_MS - 1)).toBe(true);
  expect(isLeasedAway({ lease }, carla, NOW)).toBe(false);
  expect(isLeasedAway({ lease }, { ...bia, role: "supervisor" }, NOW)).toBe(false);
  expect(lesseeOf({ lease }, NOW + LEASE_MS)).toBeUndefined();
  // Renewed, it began when it began: what is counted is the whole time.
  expect(leaseFor({ lease }, carla.id, NOW + 60_000)).toMatchObject({ since: NOW });
  expect(leaseFor({ lease }, bia.id, NOW + LEASE_MS)).toMatchObject({ since: NOW + LEASE_MS });
});

const handOver: HandOver = {
  kind: "direct",
  byAgentId: carla.id,
  byName: "Carla",
  fromQueueId: asQueue(1),
  note: "n",
  at: NOW,
};
const registration: Registration = {
  title: "t",
  category: "c",
  summary: "s",
  urgency: "normal",
  promisedAt: NOW,
};
test.each([
  ["just now", {}, carla, 1, false, undefined],
  ["too long ago", {}, carla, RECALL_WITHIN_MS + 1, false, "too-late"],
  ["by somebody else", {}, bia, 1, false, "nothing-to-recall"],
  ["and answered since", {}, carla, 1, true, "already-answered"],
  ["and solved since", { status: "resolved" as const }, carla, 1, false, "nothing-to-recall"],
] as const)("what was directed %s", (_, change, who, afterMs, answered, expected) => {
  const conversation = { handOver, registration, status: "open" as const, ...change };
  expect(refuseRecall(conversation, who, NOW + afterMs, answered)).toBe(expected);
});

const areas = [
  { id: asQueue(1), name: "Financeiro", area: "finance" },
  { id: asQueue(2), name: "Técnico", area: "technical" },
  { id: asQueue(3), name: "Logística", area: "logistics" },
];
const [money, technical, parcels] = areas.map(({ id }) => id);
const trace = (name: string, action: object, failed: readonly unknown[] = []): RuleTrace =>
  ({
    rule: { id: asId<RuleId>(name), name, enabled: true, condition: { words: ["x"] }, action },
    failed,
  }) as unknown as RuleTrace;
const nothing = { areas, traces: [], categoryQueueId: undefined, past: [] };
const byWords = (queueId: QueueId | undefined, directed: number, returned = 0) =>
  ({ by: "words", queueId: queueId ?? asQueue(9), directed, returned }) as const;

test("rules come first, by where they send or what they tag, then a category's place, then what was", () => {
  const suggestions = suggestAreas({
    areas,
    traces: [
      trace("Entregas", { to: { queueId: asQueue(8) }, tags: ["logística"] }),
      trace("Outra", { to: { queueId: technical } }, ["words"]),
    ],
    categoryQueueId: technical,
    past: [byWords(money, 9), byWords(parcels, 3, 2)],
  });
  expect(suggestions).toEqual([
    { queueId: parcels, reasons: [{ kind: "rule", ruleId: "Entregas", ruleName: "Entregas" }] },
    { queueId: technical, reasons: [{ kind: "category" }] },
    {
      queueId: money,
      reasons: [{ kind: "history", by: "words", share: 9 / 12, kept: 9, of: 12 }],
    },
  ]);
});

test("what came back is no reason, and what happened twice is no history", () => {
  expect(suggestAreas({ ...nothing, past: [byWords(money, 5, 5)] })).toEqual([]);
  expect(suggestAreas({ ...nothing, past: [byWords(money, 2)] })).toEqual([]);
});

test("a rule that catches everything says nothing of this one", () => {
  const rest = trace("Todo o resto", { to: { queueId: money } });
  const traces = [{ ...rest, rule: { ...rest.rule, condition: {} } }];
  expect(suggestAreas({ ...nothing, traces })).toEqual([]);
});

test("nothing that is no area is suggested, no share is more than all, and each area comes once", () => {
  const past = fc.array(
    fc.record({
      by: fc.constantFrom("category", "contact", "words"),
      queueId: fc.constantFrom(...areas.map(({ id }) => id), asQueue(9)),
      directed: fc.integer({ min: 1, max: 50 }),
      returned: fc.integer({ min: 0, max: 1 }),
    }),
  );
  fc.assert(
    fc.property(past, (were) => {
      const once = new Map(were.map((one) => [`${one.by} ${one.queueId}`, one]));
      const found = suggestAreas({ ...nothing, past: [...once.values()] });
      expect(new Set(found.map(({ queueId }) => queueId)).size).toBe(found.length);
      for (const { queueId, reasons } of found) {
        expect(areas.map(({ id }) => id)).toContain(queueId);
        for (const reason of reasons) {
          if (reason.kind === "history") expect(reason.share).toBeLessThanOrEqual(1);
        }
      }
    }),
  );
});

test("what a message is about is in its long words, and not in its courtesy", () => {
  const text =
    "Bom dia! Gostaria da segunda via do boleto, o BOLETO venceu ontem. Pedido 10234, obrigada";
  expect(tellingWords(text)).toEqual(["segunda", "boleto", "pedido", "venceu"]);
});

function field(key: string, kind: CategoryField["kind"], need: CategoryField["need"] = "never") {
  return { key, label: key, kind, need, ...(kind === "choice" && { choices: ["Pix", "Boleto"] }) };
}
function asQueue(n: number): QueueId {
  return asId(`b0000000-0000-7000-8000-00000000000${n}`);
}
function asCategory(n: number): CategoryId {
  return asId(`c0000000-0000-7000-8000-00000000000${n}`);
}
function aCategory(n: number, name: string, change: Partial<Category> = {}): Category {
  return {
    id: asCategory(n),
    name,
    parentId: undefined,
    queueId: undefined,
    urgency: undefined,
    slaPolicyId: undefined,
    fields: [],
    isArchived: false,
    ...change,
  };
}
function person(n: number): Extract<Principal, { kind: "agent" }> {
  const id = asId<AgentId>(`a0000000-0000-7000-8000-00000000000${n}`);
  return { kind: "agent", id, name: `p${n}`, role: "agent", queueIds: [] };
}
