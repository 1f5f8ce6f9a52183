import { RE2JS } from "re2js";

/**
 * Instructions of a compiled pattern at most: time is instructions × characters, and this many keep the
 * longest text that rules look at within a tenth of a second.
 */
const PROGRAM_SIZE_MAX = 500;
/** More patterns than any rules have; an installation that edits its drafts all day stays small. */
const KEPT_MAX = 2_000;

const kept = new Map<string, RE2JS | undefined>();

/**
 * Whether a pattern is found in a text, case aside. RE2's engine takes linear time, so that no pattern
 * of an admin and no text of a customer can hold a router up.
 */
export function matchesPattern(pattern: string, text: string): boolean {
  if (!kept.has(pattern)) {
    if (kept.size >= KEPT_MAX) kept.clear();
    const compiled = compile(pattern);
    kept.set(pattern, "regex" in compiled ? compiled.regex : undefined);
  }
  return kept.get(pattern)?.matcher(text).find() ?? false;
}

export interface PatternRefusal {
  readonly because: "not-re2" | "too-large" | "matches-empty";
  /** A plain sentence. */
  readonly problem: string;
}

/** What is wrong with a pattern; absent when it can be used. */
export function whyPatternRefused(pattern: string): PatternRefusal | undefined {
  const compiled = compile(pattern);
  return "refused" in compiled ? compiled.refused : undefined;
}

/** The same in a plain sentence. */
export function refusePattern(pattern: string): string | undefined {
  return whyPatternRefused(pattern)?.problem;
}

/** Instructions of a compiled pattern; 0 of what cannot be used. */
export function patternSize(pattern: string): number {
  const compiled = compile(pattern);
  return "regex" in compiled ? compiled.regex.programSize() : 0;
}

function compile(
  pattern: string,
): { readonly regex: RE2JS } | { readonly refused: PatternRefusal } {
  try {
    const regex = RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
    if (regex.programSize() > PROGRAM_SIZE_MAX) {
      const problem = "the pattern is too large: repeat less, or make two of it";
      return { refused: { because: "too-large", problem } };
    }
    // What matches nothing at all matches every message.
    if (regex.matcher("").find()) {
      const problem = "the pattern matches an empty message";
      return { refused: { because: "matches-empty", problem } };
    }
    return { regex };
  } catch (error) {
    const problem = `the pattern is not in RE2 syntax: ${reasonOf(error)}`;
    return { refused: { because: "not-re2", problem } };
  }
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/^error parsing regexp: /, "");
}
