import { Findings, type Verdict } from "./verdict.ts";

/** What a process had at one moment. */
export interface Sample {
  readonly process: string;
  /** From the beginning of the run. */
  readonly atMs: number;
  readonly rssBytes: number;
  readonly files: number;
}

/** What it may have at most, and has again when nothing happens any more. */
export interface ResourceLimits {
  readonly rssMaxBytes: number;
  readonly filesMax: number;
  /** Of the last sample over the first: what is kept for good grows without end. */
  readonly filesLeftMax: number;
}

/**
 * O10: what it takes is bounded, and given back.
 *
 * - too-much-memory: a process had more than it may
 * - too-many-files: more connections and files than it may
 * - files-left: in the end it has more of them than in the beginning
 *
 * Memory that Node has had it does not all give back; what grows for ever is found by longer runs.
 */
export function checkResources(
  samples: readonly Sample[],
  { rssMaxBytes, filesMax, filesLeftMax }: ResourceLimits,
  samplesMin: number,
): Verdict {
  const findings = new Findings(["too-much-memory", "too-many-files", "files-left"]);
  const byProcess = new Map<string, Sample[]>();
  for (const one of samples) {
    byProcess.set(one.process, [...(byProcess.get(one.process) ?? []), one]);
  }
  let rssMax = 0;
  for (const [process, all] of byProcess) {
    const largest = Math.max(...all.map(({ rssBytes }) => rssBytes));
    const most = Math.max(...all.map(({ files }) => files));
    rssMax = Math.max(rssMax, largest);
    if (largest > rssMaxBytes) {
      findings.add("too-much-memory", `${process} had ${largest} bytes, not ${rssMaxBytes}`);
    }
    if (most > filesMax) findings.add("too-many-files", `${process} had ${most}, not ${filesMax}`);
    const left = (all.at(-1)?.files ?? 0) - (all[0]?.files ?? 0);
    if (left > filesLeftMax) findings.add("files-left", `${process} has ${left} more in the end`);
  }
  const figures = { samples: samples.length, rssMax };
  return findings.conclude("O10", figures, samples.length >= samplesMin);
}
