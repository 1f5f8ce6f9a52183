import type { FolderScore } from "./corpus-folder.ts";

/** A table for people: one line a folder, its figures by name; failures below if asked for. */
export function printScores(scores: readonly FolderScore[], withFailures: boolean): void {
  const widest = Math.max(6, ...scores.map((score) => score.folder.length));
  const write = (line: string) => process.stdout.write(`${line}\n`);
  write(`${"folder".padEnd(widest)}  cases  figures`);
  for (const score of scores) {
    const figures = Object.entries(score.figures).map(([name, value]) => `${name} ${value}`);
    write(
      `${score.folder.padEnd(widest)}  ${String(score.cases).padStart(5)}  ${figures.join(" · ")}`,
    );
  }
  if (!withFailures) return;
  for (const score of scores) {
    for (const failure of score.failures) {
      write(`\n${score.folder} ${failure.case}\n  ${failure.because}`);
    }
  }
}
