import fc from "fast-check";
import { type AskId, asId, type QueueId } from "../ids.ts";
import { choiceIdOf, type OpenAsk } from "./ask.ts";
import {
  askForConfirmation,
  type ConfirmationFacts,
  type NotAskedBecause,
} from "./ask-for-confirmation.ts";
import {
  chooseConfirmation,
  NO_CONFIRMATION,
  type ScopedConfirmation,
} from "./confirmation-policy.ts";
import { CONFIRMATION_WORDS, confirmationChoices } from "./confirmation-words.ts";
import { matchAsk } from "./match-ask.ts";
import { sayConfirmation } from "./say-confirmation.ts";

const NOW = Date.UTC(2026, 10, 27, 12);
const ID = asId<AskId>("01890000-0000-7000-8000-000000000001");
const ask: OpenAsk = {
  id: ID,
  kind: "confirmation",
  choices: confirmationChoices("pt-BR"),
  askedAt: NOW,
  endsAt: NOW + 1,
};

describe("what an answer is", () => {
  test.each<[string, string | undefined, string | undefined]>([
    ["1", "yes", "number"],
    ["2.", "no", "number"],
    ["opção 2", "no", "number"],
    ["1️⃣", "yes", "number"],
    ["3", undefined, undefined],
    ["12", undefined, undefined],
    ["Sim, foi resolvido", "yes", "label"],
    ["2. Não, ainda não", "no", "label"],
    ["SIM!", "yes", "words"],
    ["sim, muito obrigada 😊", "yes", "words"],
    ["👍🏽", "yes", "words"],
    ["👎", "no", "words"],
    ["não", "no", "words"],
    ["ainda não…", "no", "words"],
    ["No.", "no", "words"],
    ["Sí", "yes", "words"],
    // Nothing else is needed, or nothing is solved: a person reads it.
    ["não, obrigado", undefined, undefined],
    ["sim, mas caiu de novo", undefined, undefined],
    ["não consigo pagar o boleto", undefined, undefined],
    ["obrigada", undefined, undefined],
    ["", undefined, undefined],
  ])("%p is %p by %p", (text, value, by) => {
    expect(matchAsk(ask, { text })).toEqual(value && { value, by });
  });

  test("a button answers the question it belongs to, and no other one", () => {
    const [yes] = ask.choices;
    if (!yes) throw new Error("no choices");
    const pressed = { text: yes.title, choiceId: choiceIdOf(ask, yes) };
    expect(matchAsk(ask, pressed)).toEqual({ value: "yes", by: "button" });
    const other = { ...ask, id: asId<AskId>("01890000-0000-7000-8000-000000000002") };
    expect(matchAsk(other, pressed)).toBeUndefined();
  });

  test("whatever is written, an answer is one of those that were offered", () => {
    fc.assert(
      fc.property(fc.string(), fc.option(fc.string(), { nil: undefined }), (text, choiceId) => {
        const answer = matchAsk(ask, { text, choiceId });
        expect(answer === undefined || ["yes", "no"].includes(answer.value)).toBe(true);
      }),
    );
  });

  test.each(["pt-BR", "en", "es"] as const)(
    "the words on the buttons fit them in %s",
    (language) => {
      for (const { title } of confirmationChoices(language)) {
        expect([...title].length).toBeLessThanOrEqual(20);
      }
    },
  );
});

describe("whether a customer is asked", () => {
  const may: ConfirmationFacts = {
    enabled: true,
    status: "resolved",
    isHumanAnswered: true,
    isReachable: true,
    isGroup: false,
    isOptedOut: false,
    mailClass: undefined,
    hasReplyAddress: true,
    windowEndsAt: undefined,
    hasLater: false,
    hasOpenAsk: false,
    askedBefore: 0,
  };

  test.each<[Partial<ConfirmationFacts>, NotAskedBecause | undefined]>([
    [{}, undefined],
    [{ mailClass: "human", askedBefore: 2, windowEndsAt: NOW + 3_600_000 }, undefined],
    [{ status: "open" }, "not-resolved"],
    [{ status: "closed" }, "not-resolved"],
    [{ enabled: false }, "confirmation-off"],
    [{ isHumanAnswered: false }, "no-human-answer"],
    [{ isReachable: false }, "not-routable"],
    [{ isGroup: true }, "group"],
    [{ isOptedOut: true }, "opted-out"],
    [{ mailClass: "auto-notice" }, "automatic-mail"],
    [{ mailClass: "bulk" }, "automatic-mail"],
    [{ hasReplyAddress: false }, "no-reply-address"],
    [{ windowEndsAt: NOW }, "outside-window"],
    [{ hasLater: true }, "wrote-anew"],
    [{ hasOpenAsk: true }, "asked-something-else"],
    [{ askedBefore: 3 }, "asked-too-often"],
  ])("%j: %p", (facts, because) => {
    expect(askForConfirmation({ ...may, ...facts }, NOW)).toEqual(
      because === undefined ? { asks: true } : { asks: false, because },
    );
  });
});

describe("which policy holds", () => {
  const [support, sales] = [asId<QueueId>("support"), asId<QueueId>("sales")];
  const policy = (scope: Partial<ScopedConfirmation>, delayMs: number): ScopedConfirmation => ({
    ...NO_CONFIRMATION,
    enabled: true,
    ...scope,
    delayMs,
  });
  const all = [
    policy({}, 1),
    policy({ channel: "sms" }, 2),
    policy({ queueId: support }, 3),
    policy({ queueId: support, channel: "sms" }, 4),
  ];

  test.each([
    [sales, "email", 1],
    [undefined, "email", 1],
    [sales, "sms", 2],
    [support, "email", 3],
    [support, "sms", 4],
  ])("of queue %p on %s it is the nearest", (queueId, channel, delayMs) => {
    for (const policies of [all, [...all].reverse()]) {
      expect(chooseConfirmation(policies, { queueId, channel })).toMatchObject({ delayMs });
    }
  });

  test("where nobody said anything nobody is asked", () => {
    expect(chooseConfirmation([], { queueId: support, channel: "sms" })).toBe(NO_CONFIRMATION);
  });
});

describe("how it is asked", () => {
  const facts = { protocol: "261127-AB", customerName: undefined };

  test("a chat offers two choices, and a mail two links", () => {
    const chat = sayConfirmation(ID, { words: {} }, { channel: "sms", language: "pt" }, facts);
    expect(chat.chat?.choices?.map(({ id }) => id)).toEqual([`${ID}/yes`, `${ID}/no`]);
    expect(chat.ask.links).toEqual([]);
    const mail = sayConfirmation(ID, { words: {} }, { channel: "email", language: "pt" }, facts);
    expect(mail.chat).toBeUndefined();
    expect(mail.ask.links.map(({ value }) => value)).toEqual(["yes", "no"]);
    expect(mail.text).toContain("261127-AB");
  });

  test.each([
    ["en-US", "en"],
    ["es", "es"],
    ["fr", "pt-BR"],
    [undefined, "pt-BR"],
  ] as const)("who speaks %p is asked in %s", (language, spoken) => {
    const { text } = sayConfirmation(ID, { words: {} }, { channel: "sms", language }, facts);
    expect(text).toBe(CONFIRMATION_WORDS[spoken].question.replace("{{protocolo}}", facts.protocol));
  });

  test("a name that is not known leaves no gap, and one that looks like a variable stays", () => {
    const words = { "pt-BR": "Olá {{cliente.primeiro_nome}}, deu certo?" };
    const say = (customerName: string | undefined) =>
      sayConfirmation(ID, { words }, { channel: "sms", language: "pt" }, { customerName }).text;
    expect(say(undefined)).toBe("Olá, deu certo?");
    expect(say("Ana Lima")).toBe("Olá Ana, deu certo?");
    expect(say("{{protocolo}}")).toBe("Olá {{protocolo}}, deu certo?");
  });
});
