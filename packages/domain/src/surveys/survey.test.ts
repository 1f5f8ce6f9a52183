import fc from "fast-check";
import {
  type AskId,
  answerSurvey,
  asId,
  choiceIdOf,
  isSurveyAsk,
  matchAsk,
  type OpenAsk,
  type OpenSurveyAsk,
  SURVEY_KINDS,
  type SurveyKind,
  saySurvey,
  scoresOf,
  summarizeSurvey,
} from "../index.ts";

const NOW = Date.UTC(2026, 10, 27, 15);
const ID = asId<AskId>("01890000-0000-7000-8000-000000000001");
const PLAIN = { question: {}, asksWhy: true, followUp: {} };

const say = (kind: SurveyKind, channel: string, language = "pt") =>
  saySurvey(
    ID,
    { ...PLAIN, kind },
    { channel, language },
    { protocol: "261127-1", company: "Ipê" },
  );

function asked(kind: SurveyKind, channel = "sms"): OpenSurveyAsk {
  const { choices, survey } = say(kind, channel);
  const ask: OpenAsk = { id: ID, kind: "survey", choices, survey, askedAt: NOW, endsAt: NOW + 1 };
  if (!isSurveyAsk(ask)) throw new Error("no survey");
  return ask;
}
const heard = (ask: OpenAsk, text: string, choiceId?: string) => matchAsk(ask, { text, choiceId });

describe("asked", () => {
  test("by a number where there are no buttons", () => {
    const { text, chat } = say("csat", "sms");
    expect(text).toBe(
      "Como você avalia o nosso atendimento?\n1 = muito ruim, 5 = muito bom\n\nResponda com um número de 1 a 5.",
    );
    expect(chat).toBeUndefined();
    expect(say("nps", "sms", "es").text).toContain("del 0 al 10");
  });

  test("by ten rows of WhatsApp, and in words where a scale has eleven scores", () => {
    const ask = asked("nps", "whatsapp");
    const { text, chat } = say("nps", "whatsapp");
    expect(chat?.choices?.map(({ title }) => title)).toEqual(scoresOf("nps").slice(1).map(String));
    expect(text).toContain("Para dar 0, escreva 0.");
    expect(heard(ask, "0")).toMatchObject({ value: "0", by: "number" });
    const [one] = chat?.choices ?? [];
    expect(heard(ask, one?.title ?? "", one?.id)).toEqual({ value: "1", by: "button" });
    expect(say("ces", "whatsapp").text).not.toContain("escreva");
  });

  test("what the ends of the scale mean stands beside them", () => {
    const { chat } = say("csat", "whatsapp");
    expect(chat?.choices?.map(({ description }) => description)).toEqual([
      ...["muito ruim", undefined, undefined, undefined, "muito bom"],
    ]);
  });

  test("with a button for every score where they fit", () => {
    for (const [kind, channel] of [
      ["csat", "whatsapp"],
      ["ces", "whatsapp"],
      ["nps", "webchat"],
    ] as const) {
      const { chat } = say(kind, channel);
      expect(chat?.choices?.map(({ title }) => title)).toEqual(scoresOf(kind).map(String));
    }
  });

  test("with links by mail: one for every score, or one where they are too many", () => {
    expect(say("csat", "email").ask.links).toHaveLength(5);
    expect(say("nps", "email").ask.links).toEqual([{ title: "Responder" }]);
    expect(say("csat", "email").chat).toBeUndefined();
  });

  test("in the policy's own words where it has them in the customer's language", () => {
    const own = {
      ...PLAIN,
      kind: "nps",
      question: { en: "Would you recommend {{empresa}}?" },
    } as const;
    const to = { channel: "sms", language: "en" };
    expect(saySurvey(ID, own, to, { company: "Ipê" }).question).toBe("Would you recommend Ipê?");
    expect(saySurvey(ID, own, { ...to, language: "pt" }, {}).question).toContain("recomendaria");
  });
});

describe("answered", () => {
  test("a score is asked for its reasons, once, by what it is", () => {
    const ask = asked("csat");
    const low = answerSurvey({ channel: "sms" }, ask, { value: "1" }, NOW);
    expect(low).toMatchObject({ because: "scored", said: expect.stringContaining("deu errado") });
    const high = answerSurvey({ channel: "sms" }, ask, { value: "5" }, NOW);
    expect(high).toMatchObject({ said: expect.stringContaining("mais gostou") });
    const next = high.next;
    if (!next || !isSurveyAsk(next)) throw new Error("does not listen");
    const why = heard(next, "A Ana foi muito atenciosa");
    expect(why).toEqual({ value: "5", by: "words", comment: "A Ana foi muito atenciosa" });
    expect(why && answerSurvey({ channel: "sms" }, next, why, NOW)).toEqual({
      because: "told-why",
      given: { score: 5, comment: "A Ana foi muito atenciosa" },
      next: undefined,
      said: "Obrigado pela sua resposta.",
    });
    const other = heard(next, "4");
    expect(other && answerSurvey({ channel: "sms" }, next, other, NOW)).toMatchObject({
      because: "score-changed",
      given: { score: 4 },
      next: undefined,
    });
  });

  test("a score with its reasons is thanked for, and by mail nothing is said", () => {
    const given = { value: "2", comment: "Demorou" };
    expect(answerSurvey({ channel: "sms" }, asked("csat"), given, NOW)).toMatchObject({
      given: { score: 2, comment: "Demorou" },
      said: "Obrigado pela sua resposta.",
      next: undefined,
    });
    const mail = answerSurvey({ channel: "email" }, asked("csat", "email"), { value: "2" }, NOW);
    expect(mail).toMatchObject({ said: undefined, next: undefined });
  });

  test("before a score was given, words are a message like any other; and thanks and questions always", () => {
    const ask = asked("csat");
    expect(heard(ask, "Minha geladeira parou de novo")).toBeUndefined();
    const { next } = answerSurvey({ channel: "sms" }, ask, { value: "5" }, NOW);
    if (!next) throw new Error("does not listen");
    expect(heard(next, "obrigada!")).toBeUndefined();
    expect(heard(next, "E quando chega?")).toBeUndefined();
    expect(heard(next, "  ")).toBeUndefined();
  });

  test("a button is its survey's alone", () => {
    const ask = asked("nps", "webchat");
    const ten = choiceIdOf({ id: ID }, { value: "10" });
    expect(heard(ask, "…", ten)).toEqual({ value: "10", by: "button" });
    const others = choiceIdOf({ id: asId<AskId>("another") }, { value: "10" });
    expect(heard(ask, "10", others)).toBeUndefined();
  });
});

describe("counted", () => {
  const tally = (...scores: [number, number][]) => ({ asked: 100, scores: new Map(scores) });

  test("CSAT is the share of 4 and 5, CES the mean, NPS promoters less detractors", () => {
    expect(summarizeSurvey("csat", tally([5, 20], [4, 10], [3, 5], [1, 5])).figure).toBe(0.75);
    expect(summarizeSurvey("ces", tally([7, 1], [4, 1])).figure).toBe(5.5);
    expect(summarizeSurvey("nps", tally([10, 3], [8, 2], [6, 1], [0, 4])).figure).toBeCloseTo(-0.2);
  });

  test("few answers are said to be few, and have no interval", () => {
    const few = summarizeSurvey("csat", tally([5, 29]));
    expect(few).toMatchObject({
      isSmall: true,
      between: undefined,
      answered: 29,
      responseRate: 0.29,
    });
    const enough = summarizeSurvey("csat", tally([5, 30]));
    expect(enough).toMatchObject({ isSmall: false, between: [expect.any(Number), 1] });
    expect(summarizeSurvey("nps", { asked: 0, scores: new Map() })).toMatchObject({
      figure: undefined,
      responseRate: undefined,
    });
  });

  test("the distribution has every score and sums to the answers; the figure is in its interval and on its scale", () => {
    const counts = fc.array(fc.nat(40), { minLength: 11, maxLength: 11 });
    fc.assert(
      fc.property(fc.constantFrom(...SURVEY_KINDS), counts, (kind, given) => {
        const scores = new Map(scoresOf(kind).map((score, at) => [score, given[at] ?? 0]));
        const summary = summarizeSurvey(kind, { asked: 1_000, scores });
        const { distribution, answered, figure, between } = summary;
        expect(distribution.map(({ score }) => score)).toEqual(scoresOf(kind));
        expect(distribution.reduce((sum, { count }) => sum + count, 0)).toBe(answered);
        if (figure === undefined) return expect(answered).toBe(0);
        const [min, max] = { csat: [0, 1], ces: [1, 7], nps: [-1, 1] }[kind];
        expect(figure).toBeGreaterThanOrEqual(min ?? 0);
        expect(figure).toBeLessThanOrEqual(max ?? 0);
        if (!between) return;
        expect(between[0]).toBeLessThanOrEqual(figure + 1e-9);
        expect(between[1]).toBeGreaterThanOrEqual(figure - 1e-9);
      }),
    );
  });
});
