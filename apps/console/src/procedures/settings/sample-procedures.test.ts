import { procedureContent } from "@circuito/protocol";
import { mistakesInProcedure } from "@circuito/protocol/procedure-text";
import { unknownVariables } from "@circuito/protocol/writing-text";
import en from "../../i18n/catalogs/procedures.en.json" with { type: "json" };
import es from "../../i18n/catalogs/procedures.es.json" with { type: "json" };
import pt from "../../i18n/catalogs/procedures.pt-BR.json" with { type: "json" };
import type { Translate } from "../../i18n/translate.ts";
import { SAMPLE_IDS, sampleProcedure } from "./sample-procedures.ts";

const CATALOGS: Readonly<Record<string, Readonly<Record<string, string>>>> = { pt, en, es };

test.each(
  Object.keys(CATALOGS).flatMap((locale) => SAMPLE_IDS.map((sample) => [sample, locale] as const)),
)("the sample %s in %s could be published as it is", (sample, locale) => {
  const t = ((key: string) => {
    const words = CATALOGS[locale]?.[key];
    if (words === undefined) throw new Error(`no words for ${key}`);
    return words;
  }) as Translate;
  const content = procedureContent.parse(sampleProcedure(sample, t));
  expect(mistakesInProcedure(content as Parameters<typeof mistakesInProcedure>[0])).toEqual([]);
  expect(content.steps.flatMap(({ body }) => unknownVariables(body))).toEqual([]);
});
