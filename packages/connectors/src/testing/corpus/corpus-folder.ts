import { readFileSync } from "node:fs";
import { join } from "node:path";

/** One line of a folder's `cases.jsonl`; which fields there are depends on the folder. */
export type CorpusCase = Readonly<Record<string, unknown>>;

/** How one folder did. */
export interface FolderScore {
  readonly folder: string;
  readonly cases: number;
  /** Named figures, in the order they are printed. */
  readonly figures: Readonly<Record<string, string>>;
  readonly failures: readonly CaseFailure[];
}

export interface CaseFailure {
  readonly case: string;
  readonly because: string;
}

export function readCases(root: string, folder: string): readonly CorpusCase[] {
  const text = readFileSync(join(root, folder, "cases.jsonl"), "utf8");
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => record(JSON.parse(line)));
}

/** Text of a case: in the line itself, or in a file beside it. */
export function textOf(root: string, entry: CorpusCase): string {
  if (typeof entry.text === "string") return entry.text;
  return readFileSync(join(root, string(entry.file)), "utf8");
}

export function nameOf(entry: CorpusCase): string {
  return string(entry.id ?? entry.case);
}

export function record(value: unknown): CorpusCase {
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value))
    : {};
}

export function string(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

export function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(string) : [];
}

/** `185/189 97.9 %` */
export function share(part: number, of: number): string {
  return of === 0 ? "–" : `${part}/${of} ${((100 * part) / of).toFixed(1)} %`;
}
