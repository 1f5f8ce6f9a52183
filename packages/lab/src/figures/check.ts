import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface FiguresCheck {
  /** In each of the zones. */
  readonly conversations: number;
  readonly seed: number;
  readonly tell: (line: string) => void;
}

export interface FiguresVerdict {
  readonly conversations: number;
  readonly seed: number;
  readonly seconds: number;
  readonly isEqual: boolean;
  readonly proofs: readonly {
    readonly of: string;
    readonly isKept: boolean;
    readonly seconds: number;
    /** What does not hold, as far as it can be told in some lines. */
    readonly because?: string;
  }[];
}

const BECAUSE_MAX = 4_000; // characters: ten conversations' facts, and where it was asked

/**
 * Has every figure counted the long way over as many made-up conversations as are asked for, and
 * compared with facts and roll-ups, also after all of them were made anew. The proof itself is a test
 * (`packages/router/src/figures/figures.test.ts`), which `npm test` runs over fewer of them.
 */
export async function checkFigures(check: FiguresCheck): Promise<FiguresVerdict> {
  const { conversations, seed, tell } = check;
  const startedAt = performance.now();
  const folder = await mkdtemp(join(tmpdir(), "circuito-figures-"));
  const report = join(folder, "report.json");
  try {
    await run(report, tell, {
      FIGURES_LIVES: String(conversations),
      FIGURES_SEED: String(seed),
      FIGURES_TELL: "1",
    });
    const { success, testResults } = JSON.parse(await readFile(report, "utf8")) as JestReport;
    return {
      ...{ conversations, seed, isEqual: success },
      seconds: Math.round((performance.now() - startedAt) / 1_000),
      proofs: testResults.flatMap(({ assertionResults }) =>
        assertionResults.flatMap(({ fullName, status, duration, failureMessages }) =>
          status === "pending"
            ? []
            : {
                ...{ of: fullName, isKept: status === "passed" },
                seconds: Math.round((duration ?? 0) / 1_000),
                ...(status !== "passed" && {
                  because: failureMessages.join("\n").slice(0, BECAUSE_MAX),
                }),
              },
        ),
      ),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What Jest writes of a run, as far as we read it. */
interface JestReport {
  readonly success: boolean;
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly duration?: number | null;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

function run(
  report: string,
  tell: (line: string) => void,
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  const jest = ["jest", "packages/router/src/figures/figures.test.ts", "--maxWorkers=1"];
  const child = spawn("npx", [...jest, "--json", `--outputFile=${report}`], {
    env: { ...process.env, ...settings },
    stdio: ["ignore", "ignore", "pipe"],
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => tell(text.trimEnd()));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    // What does not hold is told by the report.
    child.on("close", () => resolve());
  });
}
