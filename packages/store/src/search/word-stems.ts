import type { QuestionWord } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/**
 * Nobody says in which language a message is, and many mix them: the stems of all three are kept. A word
 * that every text of a language has ("de", "the") has no stem in it.
 */
const DICTIONARIES = ["portuguese_stem", "spanish_stem", "english_stem"] as const;
/** Two letters are the stem of too many words. */
const STEM_LENGTH_MIN = 3;

/** The stems of a word as SQL, an array of texts. */
export function stemsOf(form: string): string {
  const all = DICTIONARIES.map((name) => `coalesce(ts_lexize('${name}', ${form}), '{}')`);
  return `array(select s from unnest(${all.join(" || ")}) s where length(s) >= ${STEM_LENGTH_MIN})`;
}

/** A word that was asked for, and the stems that its forms are found by. */
export interface StemmedWord {
  readonly word: string;
  readonly stems: readonly string[];
}

/** @param words as `questionForms` gives them */
export async function stemWords(
  q: Queryable,
  words: readonly QuestionWord[],
): Promise<readonly StemmedWord[]> {
  if (words.length === 0) return [];
  const { rows } = await q.query<StemmedWord>({
    name: "stem-words",
    text: `select word, array(select distinct unnest(${stemsOf("form")})
        from unnest(string_to_array(forms, ' ')) form order by 1) as stems
      from unnest($1::text[], $2::text[]) with ordinality n(word, forms, place) order by place`,
    values: [words.map(({ word }) => word), words.map(({ forms }) => forms.join(" "))],
  });
  return rows;
}
