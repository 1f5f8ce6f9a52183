import fc from "fast-check";
import {
  type Attendant,
  type AttendantFacts,
  type AttendantFlow,
  type AttendantState,
  type AttendantStep,
  type AttendantTalk,
  answerAttendant,
  asId,
  expireAttendant,
  type FirstFacts,
  type Heard,
  type QueueId,
  SAYINGS_PER_HOUR_MAX,
  startAttendant,
} from "../index.ts";

const NOW = Date.UTC(2026, 10, 26, 15);
const MINUTE_MS = 60_000;

const flow: AttendantFlow = {
  language: "pt-BR",
  greeting: { "pt-BR": "Olá! Aqui é a Loja Ipê.", en: "Hello! This is Loja Ipê." },
  menu: {
    words: { "pt-BR": "Como podemos ajudar?", en: "How can we help?" },
    options: [
      {
        id: "finance",
        label: { "pt-BR": "Financeiro", en: "Finance" },
        menu: {
          words: { "pt-BR": "Sobre o quê?", en: "What about?" },
          options: [
            { id: "invoice", label: { "pt-BR": "2ª via de boleto", en: "Invoice" } },
            { id: "refund", label: { "pt-BR": "Reembolso", en: "Refund" }, synonyms: ["estorno"] },
          ],
        },
      },
      { id: "technical", label: { "pt-BR": "Assistência técnica", en: "Repairs" } },
      { id: "people", label: { "pt-BR": "Pessoa jurídica", en: "Companies" } },
    ],
  },
  closed: { words: { "pt-BR": "Abrimos {opens}.", en: "We open {opens}." }, asks: true },
  handedOver: { "pt-BR": "Certo! Já chamo alguém.", en: "Right! Somebody will be with you." },
  misunderstandingsMax: 2,
  answerWithinMs: 5 * MINUTE_MS,
};
const attendant: Attendant = { version: 3, flow };

const facts: FirstFacts = {
  now: NOW,
  hours: { open: true },
  protocol: "261126-ABCDEFG1",
  locale: undefined,
  to: undefined,
  tellsProtocol: true,
  queueId: asId<QueueId>("solvers"),
  signs: undefined,
};

const heard = (text: string, choiceId?: string, receivedAt = NOW): Heard => ({
  text,
  choiceId,
  receivedAt,
});
const start = (text = "oi", more: Partial<FirstFacts> = {}, with_ = attendant) =>
  startAttendant(with_, heard(text, undefined, more.now), { ...facts, ...more });

function talking(step: AttendantStep): AttendantState & { readonly talk: AttendantTalk } {
  const { talk, signs } = step.state;
  if (!talk) throw new Error(`handed over because ${step.because}`);
  return { talk, signs };
}

/** A minute after the question, as a person who reads. */
function answer(before: AttendantStep, text: string, choiceId?: string, afterMs = MINUTE_MS) {
  const state = talking(before);
  const now = (state.signs.saidAt.at(-1) ?? NOW) + afterMs;
  return answerAttendant(attendant, state, heard(text, choiceId, now), { ...facts, now });
}

test("greets, tells the protocol number and asks, in one message", () => {
  expect(start()).toMatchObject({
    kind: "asked",
    because: "greeted",
    said: {
      text: "Olá! Aqui é a Loja Ipê.\n\nProtocolo: 261126-ABCDEFG1\n\nComo podemos ajudar?",
      tellsProtocol: true,
      choices: [
        { id: "finance", title: "Financeiro" },
        { id: "technical", title: "Assistência técnica" },
        { id: "people", title: "Pessoa jurídica" },
        { id: "person", title: "Falar com uma pessoa" },
      ],
    },
    state: { talk: { version: 3, path: [], answerBy: NOW + 5 * MINUTE_MS } },
  });
});

test("says the number once where the flow's own words have it, and not at all where it is off", () => {
  const own = { ...flow, greeting: { "pt-BR": "Seu número é {protocol}." } };
  const told = start("oi", {}, { version: 1, flow: own });
  expect(told).toMatchObject({
    said: { text: "Seu número é 261126-ABCDEFG1.\n\nComo podemos ajudar?", tellsProtocol: true },
  });
  expect(start("oi", { tellsProtocol: false })).toMatchObject({
    said: { text: "Olá! Aqui é a Loja Ipê.\n\nComo podemos ajudar?", tellsProtocol: false },
  });
});

test.each([
  ["2", "number"],
  ["2️⃣", "number"],
  ["２.", "number"],
  ["opção 2", "number"],
  ["Assistencia TECNICA", "label"],
  ["2 - Assistência técnica", "label"],
  ["preciso de assistência técnica, por favor", "words"],
  ["repairs", "label"],
])("%s is an answer, by its %s", (text, by) => {
  expect(answer(start(), text)).toMatchObject({
    kind: "handed-over",
    because: "answered",
    by,
    menuAnswer: ["technical"],
    said: { text: "Certo! Já chamo alguém.", choices: [] },
    state: {},
  });
});

test("a pressed button is an answer by its id, whatever its title", () => {
  const step = answer(start(), "…", "technical", 500);
  expect(step).toMatchObject({ because: "answered", by: "button", menuAnswer: ["technical"] });
});

test("a menu within a menu is asked, and its answer is the whole path", () => {
  const inFinance = answer(start(), "1");
  expect(inFinance).toMatchObject({
    kind: "asked",
    because: "chose-a-menu",
    said: {
      text: "Sobre o quê?",
      choices: [
        { id: "finance/invoice" },
        { id: "finance/refund" },
        { id: "back", title: "Voltar" },
        { id: "person" },
      ],
    },
  });
  expect(answer(inFinance, "2")).toMatchObject({ menuAnswer: ["finance", "refund"] });
  expect(answer(inFinance, "quero um estorno")).toMatchObject({
    menuAnswer: ["finance", "refund"],
  });
  expect(answer(inFinance, "voltar")).toMatchObject({ because: "went-back" });
  expect(answer(inFinance, "", "technical")).toMatchObject({ menuAnswer: ["technical"] });
});

test.each([
  ["0"],
  ["4"],
  ["Falar com uma pessoa"],
  ["quero falar com um ATENDENTE"],
  ["pessoa"],
  ["I want a human!"],
])("%s reaches a person", (text) => {
  expect(answer(start(), text)).toMatchObject({
    kind: "handed-over",
    because: "asked-for-a-person",
    menuAnswer: ["person"],
  });
});

test("the name of an option goes before what else its words may mean", () => {
  expect(answer(start(), "pessoa jurídica")).toMatchObject({ menuAnswer: ["people"] });
});

test("first words that are the name of an option are its answer, and a wish for a person is heard", () => {
  expect(start("Financeiro")).toMatchObject({ kind: "asked", because: "chose-a-menu" });
  expect(start("reembolso")).toMatchObject({ menuAnswer: ["finance", "refund"] });
  expect(start("quero falar com um atendente")).toMatchObject({ because: "asked-for-a-person" });
  expect(start("2")).toMatchObject({ because: "greeted" });
  expect(start("meu boleto não chegou e preciso de assistência técnica")).toMatchObject({
    because: "greeted",
  });
});

test("what chooses nothing is asked again, at most so often, and is kept for the rules", () => {
  const again = answer(start("oi"), "a máquina parou");
  expect(again).toMatchObject({
    kind: "asked",
    because: "not-understood",
    said: { text: "Não entendi. Escolha uma das opções:\n\nComo podemos ajudar?" },
  });
  expect(answer(again, "está fazendo barulho")).toMatchObject({
    kind: "handed-over",
    because: "not-understood",
    menuAnswer: [],
    words: "oi\na máquina parou\nestá fazendo barulho",
  });
});

test("two options that are named are a question, not an answer", () => {
  expect(answer(start(), "assistência técnica ou pessoa jurídica?")).toMatchObject({
    because: "not-understood",
  });
});

test("a thought sent in three messages is one, and is answered once", () => {
  const first = start("oi");
  const second = answer(first, "tudo bem?", undefined, -200);
  expect(second).toMatchObject({ kind: "listened", because: "still-writing" });
  const third = answer(second, "minha geladeira parou", undefined, 3_000);
  expect(third).toMatchObject({
    kind: "listened",
    state: { talk: { words: "oi\ntudo bem?\nminha geladeira parou", misunderstandings: 0 } },
  });
});

test("outside of business hours it says when people answer next, and asks if it should", () => {
  const hours = {
    open: false,
    timeZone: "America/Sao_Paulo",
    opensAt: Date.UTC(2026, 10, 27, 11),
  } as const;
  const night = start("oi", { hours, locale: "en-US" });
  expect(night).toMatchObject({
    kind: "asked",
    said: {
      text: expect.stringContaining("We open tomorrow at 08:00."),
      language: "en",
    },
  });
  const leaves = { ...flow, closed: { words: { "pt-BR": "Abrimos {opens}." }, asks: false } };
  expect(start("oi", { hours }, { version: 1, flow: leaves })).toMatchObject({
    kind: "handed-over",
    because: "outside-hours",
    menuAnswer: undefined,
    said: { text: expect.stringContaining("Abrimos amanhã às 08:00."), choices: [] },
  });
});

test("without an answer in time a person is called, in silence, or what the flow says is taken", () => {
  expect(expireAttendant(attendant, talking(start()))).toMatchObject({
    because: "no-answer-in-time",
    menuAnswer: [],
    said: undefined,
  });
  const chosen = { version: 4, flow: { ...flow, unanswered: ["technical"] } };
  expect(expireAttendant(chosen, talking(start()))).toMatchObject({ menuAnswer: ["technical"] });
  expect(expireAttendant(chosen, talking(answer(start(), "1")))).toMatchObject({
    menuAnswer: ["finance"],
  });
});

test("a flow that was switched off meanwhile hands over", () => {
  const step = answerAttendant(undefined, talking(start()), heard("2"), facts);
  expect(step).toMatchObject({ because: "switched-off", menuAnswer: [], said: undefined });
});

describe("with a machine at the other end", () => {
  test("it is not answered when it says back what we said", () => {
    const first = start("oi", { tellsProtocol: false });
    const echo = "Olá! Aqui é a Loja Ipê.\n\nComo podemos ajudar?";
    expect(answer(first, echo)).toMatchObject({ because: "echo", said: undefined });
    const written = `${echo}\n\n1. Financeiro\n2. Assistência técnica`;
    expect(answer(first, written)).toMatchObject({ because: "echo", said: undefined });
  });

  test("it is not answered when it says the same again and again", () => {
    const patient = { version: 1, flow: { ...flow, misunderstandingsMax: 5 } };
    const away = "No momento não podemos responder.";
    let step = start(away, {}, patient);
    for (const because of ["not-understood", "same-words"]) {
      const now = (step.state.signs.saidAt.at(-1) ?? 0) + MINUTE_MS;
      step = answerAttendant(patient, talking(step), heard(away, undefined, now), {
        ...facts,
        now,
      });
      expect(step.because).toBe(because);
    }
    expect(step).toMatchObject({ kind: "handed-over", said: undefined });
  });

  test("it is not answered when it writes quicker than anybody types", () => {
    let step: AttendantStep = start("oi");
    for (const n of [1, 2, 3])
      step = answer(step, `Your request number ${n} was received.`, "", 900);
    expect(step).toMatchObject({ because: "quicker-than-typed", said: undefined });
  });

  test("one contact point is told no more than so much an hour, over all its conversations", () => {
    let said = 0;
    let signs: FirstFacts["signs"];
    for (let n = 0; n < 60; n += 1) {
      const now = NOW + n * MINUTE_MS * 0.9;
      const step = start(`Bot ${n}`, { signs, now });
      if (step.kind !== "listened" && step.said) said += 1;
      signs = step.state.signs;
    }
    expect(said).toBe(SAYINGS_PER_HOUR_MAX);
    const later = start("oi", { signs, now: NOW + 3 * 60 * MINUTE_MS });
    expect(later).toMatchObject({ kind: "asked" });
  });
});

const words = fc.oneof(
  fc.constantFrom(
    "oi",
    "1",
    "2",
    "9",
    "financeiro",
    "voltar",
    "menu",
    "…",
    "",
    "obrigado 👍",
    "\ud83d",
  ),
  fc.string({ maxLength: 200 }),
);
const turn = fc.record({
  text: words,
  choiceId: fc.option(fc.constantFrom("finance", "finance/refund", "back", "gone/away"), {
    nil: undefined,
  }),
  afterMs: fc.integer({ min: -1_000, max: 10 * MINUTE_MS }),
});
const AGES = 200;

function play(turns: readonly { text: string; choiceId: string | undefined; afterMs: number }[]) {
  const steps: AttendantStep[] = [];
  let now = NOW;
  for (const { text, choiceId, afterMs } of turns) {
    const last = steps.at(-1);
    if (last?.kind === "handed-over") return steps;
    now += Math.max(0, afterMs);
    const one = heard(text, choiceId, now);
    const its: AttendantFacts = { ...facts, now };
    steps.push(
      last
        ? answerAttendant(attendant, talking(last), one, its)
        : startAttendant(attendant, one, { ...facts, now }),
    );
  }
  return steps;
}

test("every talk ends: whatever is answered, people take over, or no answer is awaited any more", () => {
  fc.assert(
    fc.property(fc.array(turn, { minLength: 1, maxLength: 30 }), (turns) => {
      const steps = play([
        ...turns,
        ...Array.from(
          { length: AGES },
          () => turns[0] ?? { text: "", choiceId: undefined, afterMs: 0 },
        ),
      ]);
      const last = steps.at(-1);
      const end = last?.state.talk ? expireAttendant(attendant, talking(last)) : last;
      expect(end).toMatchObject({ kind: "handed-over" });
      // Silence does not put the end off.
      for (const [at, step] of steps.entries()) {
        if (step.kind === "listened") {
          expect(step.state.talk.answerBy).toBe(steps[at - 1]?.state.talk?.answerBy);
        }
      }
    }),
  );
});

test("a person is one word away, wherever somebody stands", () => {
  fc.assert(
    fc.property(fc.array(turn, { minLength: 1, maxLength: 10 }), (turns) => {
      const last = play(turns).at(-1);
      if (!last?.state.talk) return;
      for (const wish of ["0", "atendente", "human", "Falar com uma pessoa"]) {
        const step = answer(last, wish);
        expect(step).toMatchObject({ kind: "handed-over", because: "asked-for-a-person" });
      }
      expect(answer(last, "", "person")).toMatchObject({ because: "asked-for-a-person" });
    }),
  );
});

test("every step has its reason and says at most one thing, never more than so much an hour", () => {
  fc.assert(
    fc.property(fc.array(turn, { minLength: 1, maxLength: 40 }), (turns) => {
      const steps = play(turns);
      for (const step of steps) {
        expect(step.because).toMatch(/^[a-z-]+$/);
        expect(step.state.signs.saidAt.length).toBeLessThanOrEqual(SAYINGS_PER_HOUR_MAX);
      }
      const said = steps.filter((step) => step.kind !== "listened" && step.said);
      expect(said.length).toBeLessThanOrEqual(turns.length);
    }),
  );
});
