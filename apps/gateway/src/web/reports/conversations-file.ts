import { FACTS, type FactId, type FigureId } from "@circuito/domain";
import { FIGURE_WORDS, type FigureLanguage } from "@circuito/protocol/figure-text";
import {
  listWhole,
  loadReportNames,
  type MeasuredCursor,
  type MeasuredFilter,
  type Queryable,
  type ReportNames,
  type WholeConversation,
} from "@circuito/store";
import { HttpProblem } from "../problem.ts";
import { COLUMN_WORDS } from "./column-words.ts";
import { placeFilter } from "./measured.ts";
import type { AskedFilter } from "./narrow.ts";
import { type Cell, type FileAnswer, type FileFormat, fileAnswer } from "./table-file.ts";

/** The first of them are there in a tenth of a second, and asking for more at once makes none quicker. */
export const CONVERSATIONS_AT_ONCE = 250;
/** The workbook is made in memory: some 100 MB of it. A longer table is for CSV, which is streamed. */
const XLSX_ROWS_MAX = 100_000;

/** What is told of each conversation, by the fact that it is, under the name of its figure. */
const COLUMNS: readonly (readonly [FactId, FigureId])[] = [
  ["inbound", "inbound"],
  ["replies", "replies"],
  ["transfers", "transfers"],
  ["queue-wait", "queue-wait"],
  ["handle", "handle"],
  ["first-response", "first-response"],
  ["resolution", "resolution"],
  ["resolution-net", "resolution-net"],
  ["contacts", "contacts-per-resolution"],
  ["reopened", "reopen-rate"],
  ["fcr", "fcr"],
  ["confirmed", "confirmed"],
  ["csat", "csat"],
  ["ces", "ces"],
  ["nps", "nps"],
];

export const TOLD_FACTS: readonly FactId[] = COLUMNS.map(([fact]) => fact);

/** One row for each conversation that began in a period. */
export async function conversationsFile(
  q: Queryable,
  query: AskedFilter & {
    readonly from: string;
    readonly until: string;
    readonly language: FigureLanguage;
  },
  format: FileFormat,
): Promise<FileAnswer> {
  const names = await loadReportNames(q);
  const filter = await placeFilter(q, query);
  const words = COLUMN_WORDS[query.language];
  const figures = COLUMNS.flatMap(([fact, figure]) => {
    const [name] = FIGURE_WORDS[query.language][figure];
    return FACTS[fact] === "duration"
      ? [`${name} (${words.seconds})`, `${name} (${words.businessSeconds})`]
      : [name];
  });
  const { protocol, began, channel, inbox, queue, agent, category, title, resolution } = words;
  return fileAnswer(
    {
      name: `circuito-${query.from}-${query.until}-conversations`,
      columns: [
        protocol,
        began,
        channel,
        inbox,
        queue,
        agent,
        category,
        title,
        resolution,
        ...figures,
      ],
      rows: rowsOf(q, filter, names, format),
    },
    format,
    query.language,
  );
}

async function* rowsOf(
  q: Queryable,
  filter: Omit<MeasuredFilter, "facts" | "hit">,
  names: ReportNames,
  format: FileFormat,
): AsyncIterable<readonly Cell[]> {
  let after: MeasuredCursor | undefined;
  let count = 0;
  do {
    const page = await listWhole(q, filter, {
      ...{ after, limit: CONVERSATIONS_AT_ONCE },
      facts: TOLD_FACTS,
    });
    count += page.conversations.length;
    if (format === "xlsx" && count > XLSX_ROWS_MAX) {
      const message = `more than ${XLSX_ROWS_MAX} conversations: ask for csv, or a shorter period`;
      throw new HttpProblem("too-large", message);
    }
    for (const one of page.conversations) yield rowOf(one, names);
    after = page.next;
  } while (after);
}

function rowOf(one: WholeConversation, names: ReportNames): readonly Cell[] {
  return [
    one.protocol,
    new Date(one.beganAt),
    one.channel,
    names.inboxes.get(one.inboxId) ?? null,
    (one.queueId && names.queues.get(one.queueId)) ?? null,
    (one.agentId && names.agents.get(one.agentId)) ?? null,
    (one.categoryId && names.categories.get(one.categoryId)) ?? null,
    one.title,
    one.resolution,
    ...COLUMNS.flatMap(([fact]) => cellsOf(fact, one)),
  ];
}

function cellsOf(fact: FactId, { facts }: WholeConversation): readonly Cell[] {
  const total = facts.get(fact);
  switch (FACTS[fact]) {
    case "count":
      return [total?.count ?? 0];
    case "share":
      return [total?.hits ?? null];
    case "score":
      return [total?.value ?? null];
    case "duration":
      return [seconds(total?.value), seconds(total?.business)];
  }
}

const seconds = (ms: number | null | undefined): Cell =>
  ms === null || ms === undefined ? null : ms / 1_000;
