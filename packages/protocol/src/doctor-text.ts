/* What the doctor looks at, finds and advises, in the languages of the product: for the screen and the command. */
import type { CheckName, CheckStatus, FindingCode } from "@circuito/domain";
import type { DoctorWords } from "./doctor-words/doctor-words.ts";
import { EN } from "./doctor-words/en.ts";
import { ES } from "./doctor-words/es.ts";
import { PT_BR } from "./doctor-words/pt-br.ts";

export { CHECKS } from "@circuito/domain";

const WORDS = { "pt-BR": PT_BR, en: EN, es: ES } as const satisfies Record<string, DoctorWords>;
export type DoctorLanguage = keyof typeof WORDS;

export function checkName(check: CheckName, language: DoctorLanguage): string {
  return WORDS[language].checks[check];
}

export function checkStatusName(status: CheckStatus, language: DoctorLanguage): string {
  return WORDS[language].statuses[status];
}

export interface DoctorAdvice {
  readonly why: string;
  /** How to mend it; `undefined` where nothing is to be done. */
  readonly mend: string | undefined;
}

/** A finding in a sentence, and what to do about it in another. */
export function doctorAdvice(
  finding: {
    readonly because: FindingCode;
    readonly facts: Readonly<Record<string, string | number>>;
  },
  language: DoctorLanguage,
): DoctorAdvice {
  const [why, mend] = WORDS[language].findings[finding.because];
  return {
    why: filled(why, finding.facts, language),
    mend: mend === "" ? undefined : filled(mend, finding.facts, language),
  };
}

function filled(
  text: string,
  facts: Readonly<Record<string, string | number>>,
  language: DoctorLanguage,
): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const fact = facts[name];
    if (fact === undefined) return place;
    return typeof fact === "number" ? fact.toLocaleString(language) : fact;
  });
}
