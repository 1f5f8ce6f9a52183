import { HttpProblem } from "../../../apps/gateway/src/web/problem.ts";
import {
  CONVERSATIONS_AT_ONCE,
  TOLD_FACTS,
} from "../../../apps/gateway/src/web/reports/conversations-file.ts";
import { figuresReport } from "../../../apps/gateway/src/web/reports/figures-report.ts";
import { measuredFilter } from "../../../apps/gateway/src/web/reports/measured.ts";
import {
  backlogReport,
  circuitReport,
} from "../../../apps/gateway/src/web/reports/other-reports.ts";
import { addDays, FIGURE_IDS, type FigureId, STEPS } from "../../../packages/domain/src/index.ts";
import { REPORT_GROUPS, type ReportQuery } from "../../../packages/protocol/src/index.ts";
import {
  type Database,
  listMeasured,
  listWhole,
  loadReportNames,
  readBoardNow,
  readBoardToday,
} from "../../../packages/store/src/index.ts";
import { type Timing, timingOf } from "../../bench/timings.ts";

/** Days: a day, a week, a month, a quarter, a year, two years. */
export const PERIODS = [1, 7, 30, 90, 365, 730] as const;
const HOURS_DAYS_MAX = 62;

export interface MeasuredReport extends Timing {
  readonly days: number;
  /** The one that took longest, as it was asked. */
  readonly slowest: string;
  /** How many were of so much that they are not answered, and how long the longest of these took to say so. */
  readonly refused: number;
  readonly refusedInMs: number;
}

interface Question {
  readonly name: string;
  readonly days: number;
  readonly asked: string;
  readonly ask: () => Promise<unknown>;
}

/** Asks every kind of report over every period and prints each by the step. */
export async function measureReports(
  database: Database,
  options: {
    /** The last day of every period, and now. */
    readonly until: string;
    readonly periods: readonly number[];
    readonly times: number;
    readonly tell: (line: string) => void;
  },
): Promise<readonly MeasuredReport[]> {
  const questions = await questionsOf(database, options.until, options.periods);
  const took = new Map<string, Asked[]>();
  for (const question of questions) {
    const key = `${question.name}, ${question.days} d`;
    const of = took.get(key) ?? [];
    if (of.length === 0) options.tell(key);
    took.set(key, of);
    for (let n = 0; n < options.times; n += 1) {
      const startedAt = performance.now();
      const isAnswered = await isAnsweredBy(question);
      of.push({ ms: performance.now() - startedAt, question, isAnswered });
    }
  }
  return [...took].flatMap(([key, all]) => {
    const answered = all.filter(({ isAnswered }) => isAnswered);
    const refused = all.filter(({ isAnswered }) => !isAnswered);
    const slowest = answered.toSorted((a, b) => b.ms - a.ms)[0]?.question;
    if (!slowest) return [];
    const timing = timingOf(
      key,
      answered.map(({ ms }) => ms),
    );
    const refusedInMs = Math.max(0, ...refused.map(({ ms }) => ms));
    const { days, asked } = slowest;
    return [{ ...timing, days, slowest: asked, refused: refused.length, refusedInMs }];
  });
}

interface Asked {
  readonly ms: number;
  readonly question: Question;
  readonly isAnswered: boolean;
}

async function isAnsweredBy({ ask }: Question): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch (error) {
    if (error instanceof HttpProblem) return false;
    throw error;
  }
}

async function questionsOf(
  database: Database,
  until: string,
  periods: readonly number[],
): Promise<readonly Question[]> {
  const { pool } = database;
  const now = Date.parse(`${until}T18:00:00Z`);
  const names = await loadReportNames(pool);
  const queueId = [...names.queues.keys()][1];
  const filters = {
    "": {},
    queue: { queueId },
    channel: { channel: "email" },
    level: { level: 2 },
    agent: { agentId: [...names.agents.keys()][3] },
    category: { categoryId: [...names.categories.keys()][3] },
    segment: { segment: "gold" },
  };
  const keyed = ["agent", "category", "segment"];
  const questions: Question[] = [];
  const add = (name: string, days: number, asked: object, ask: () => Promise<unknown>) =>
    questions.push({ name, days, asked: JSON.stringify(asked), ask });
  for (const days of periods) {
    const period = { from: addDays(until, 1 - days), until };
    for (const [filter, narrowed] of Object.entries(filters)) {
      for (const by of [undefined, ...REPORT_GROUPS]) {
        if (by && keyed.includes(by) && keyed.includes(filter) && by !== filter) continue;
        for (const step of [undefined, ...STEPS]) {
          if (step === "hour" && (days > HOURS_DAYS_MAX || keyed.includes(filter))) continue;
          if (step === "hour" && by && keyed.includes(by)) continue;
          // By every agent and every day is a file, and asked for as one.
          const query = { ...period, ...narrowed, by, step, figures: figuresOf(step) };
          const name = `figures by ${step ?? "period"}${by && step ? " and group" : ""}`;
          add(name, days, { filter, by, step }, () =>
            figuresReport(pool, query as ReportQuery, now),
          );
        }
      }
      add("circuit", days, { filter }, () => circuitReport(pool, { ...period, ...narrowed }));
      for (const figure of ["opened", "first-response", "fcr", "sla", "csat"] as const) {
        add("conversations of a figure", days, { filter, figure }, async () => {
          const asked = await measuredFilter(pool, { ...period, ...narrowed, figure });
          return listMeasured(pool, asked, { limit: 50 });
        });
      }
      add("file of conversations, first page", days, { filter }, async () => {
        const asked = await measuredFilter(pool, {
          ...{ ...period, ...narrowed },
          figure: "opened",
        });
        return listWhole(pool, asked, { limit: CONVERSATIONS_AT_ONCE, facts: TOLD_FACTS });
      });
    }
    add("open at the end of each day", days, {}, () => backlogReport(pool, period));
    add("open at the end of each day", days, { channel: "email" }, () =>
      backlogReport(pool, { ...period, channel: "email" }),
    );
  }
  add("board", 1, {}, () => database.connection((client) => readBoardNow(client, now)));
  add("board", 1, { today: true }, () =>
    database.connection((client) => readBoardToday(client, now - 18 * 3_600_000, now)),
  );
  return questions;
}

/** Of the whole period every figure; of a line those that one page of the console shows. */
function figuresOf(step: string | undefined): readonly FigureId[] {
  return step === undefined
    ? FIGURE_IDS
    : ["opened", "resolved", "first-response", "resolution", "fcr", "sla", "csat"];
}
