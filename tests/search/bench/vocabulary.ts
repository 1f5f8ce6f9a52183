/* What people write to a service, in three languages: few words often, most of them seldom. */

export const LANGUAGES = ["pt-BR", "en", "es"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Different words of a language; a service's messages of years have so many, names and typos apart. */
const WORDS = 20_000;

/** The most frequent, in this order: what every second message has. */
const FREQUENT: Readonly<Record<Language, string>> = {
  "pt-BR":
    "de o a não que meu bom dia e por favor pedido obrigado com para em boa tarde um já está foi do da preciso olá senhor ainda minha quando você como tem no na mas se boleto prazo entrega ligação cartão informação endereço também número troca reembolso",
  en: "the to my i is a and order please not it for you hello have of thanks when on in this yet need invoice delivery with card refund address was but can number still phone information exchange subscription late",
  es: "de la el no que mi buenos días y por favor pedido gracias con para en un ya está fue necesito hola señor todavía cuando usted como tiene se pero factura plazo entrega llamada tarjeta información dirección también número cambio reembolso",
};

/** Verbs and nouns that come in many forms: "cancelar", "cancelei", "cancelamento". */
const STEMS: Readonly<Record<Language, readonly [stems: string, endings: string]>> = {
  "pt-BR": [
    "cancel pag solicit entreg confirm atualiz cadastr reclam devolv receb envi consert verific parcel estorn agend instal bloque desbloque ativ",
    "ar ei ou ado ada ando aram amento ação ações aria",
  ],
  en: [
    "cancel pay request deliver confirm updat regist complain return receiv send repair check refund schedul install block activat",
    "e ed ing s er ation ations ment ments",
  ],
  es: [
    "cancel pag solicit entreg confirm actualiz registr reclam devolv recib envi repar verific reembols agend instal bloque activ",
    "ar é ó ado ada ando aron ación aciones aría",
  ],
};

const SYLLABLES: Readonly<Record<Language, string>> = {
  "pt-BR":
    "ba ca da fa ga la ma na pa ra ção ção-s ta vá be ce de fe lé me ne pe re sê te bi ci di ão mi ni ví ri si ti bo co dó lho mo nho po ro so to bu cu",
  en: "ba ca th sh ing ed ly ment ne pe re st te bi ck di fi mi ni ght ri si ti bo co ous lo mo no po ro ss to bu cu du",
  es: "ba ca da fa ga la ma ña pa ra ción ta vá be ce de fe lle me ne pé re se te bi ci dí fi mi ñi vi ri si ti bo co do lló mo no po ro so to bu",
};

export const GIVEN_NAMES =
  "Ana João Marina Conceição José Antônia Luís Helena Íris Caio Beatriz Tomás Lucía Andrés Emily Oliver Grace Noah Inês Raúl".split(
    " ",
  );
export const FAMILY_NAMES =
  "Souza Araújo Gonçalves Lima Patrício Muñoz Fernández Carter Brooks Nóbrega Teixeira Assunção Vidal Peña Walsh Guimarães".split(
    " ",
  );

/** The same numbers every time (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const pick = <T>(all: readonly T[], at: number): T => {
  const one = all[Math.min(all.length - 1, Math.floor(at * all.length))];
  if (one === undefined) throw new Error("nothing to choose from");
  return one;
};

/** Words of a language, the most frequent first. */
export function vocabularyOf(language: Language, random: () => number): readonly string[] {
  const [stems, endings] = STEMS[language];
  const words = new Set(FREQUENT[language].split(" "));
  const forms = stems.split(" ").flatMap((stem) => endings.split(" ").map((end) => stem + end));
  for (const form of forms.toSorted(() => random() - 0.5)) words.add(form);
  const syllables = SYLLABLES[language].replaceAll("-", "").split(" ");
  while (words.size < WORDS) {
    const length = 2 + Math.floor(random() * 3);
    words.add(Array.from({ length }, () => pick(syllables, random())).join(""));
  }
  return [...words];
}

/** By Zipf's law: the chance of the n-th word is as 1 to n. */
export const wordOf = (words: readonly string[], random: () => number): string =>
  words[Math.floor(words.length ** random()) - 1] ?? pick(words, random());
