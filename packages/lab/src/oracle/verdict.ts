export const CHECK_IDS = [
  ...(["O1", "O2", "O3", "O4", "O5", "O6", "O7", "O8", "O9", "O10", "O11", "O12"] as const),
] as const;
export type CheckId = (typeof CHECK_IDS)[number];

/** `unknown` is no pass: too little happened to say anything. */
export interface Verdict {
  readonly check: CheckId;
  readonly verdict: "valid" | "invalid" | "unknown";
  /** How many of each class of violation; every class is listed, also at 0. */
  readonly violations: Readonly<Record<string, number>>;
  /** What was looked at, and what is worth knowing without being wrong. */
  readonly figures: Readonly<Record<string, number>>;
  /** The first few violations in words, to begin looking. */
  readonly examples: readonly string[];
}

/** Enough to see the pattern; the journals have the rest. */
const EXAMPLES_MAX = 10;

/** Counts violations by class while a check runs. */
export class Findings {
  readonly #violations: Record<string, number> = {};
  readonly #examples: string[] = [];

  /** @param classes every class the check can report */
  constructor(classes: readonly string[]) {
    for (const name of classes) this.#violations[name] = 0;
  }

  add(name: string, example: string): void {
    this.#violations[name] = (this.#violations[name] ?? 0) + 1;
    if (this.#examples.length < EXAMPLES_MAX) this.#examples.push(`${name}: ${example}`);
  }

  /** @param isEnough whether the samples allow a verdict; a violation needs none */
  conclude(check: CheckId, figures: Record<string, number>, isEnough: boolean): Verdict {
    const isInvalid = Object.values(this.#violations).some((count) => count > 0);
    return {
      check,
      verdict: isInvalid ? "invalid" : isEnough ? "valid" : "unknown",
      violations: this.#violations,
      figures,
      examples: this.#examples,
    };
  }
}
