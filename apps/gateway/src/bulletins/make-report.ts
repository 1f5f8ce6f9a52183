import { Buffer } from "node:buffer";
import type { ReportBulletin, ScheduledFilter } from "@circuito/domain";
import { OVERVIEW_FIGURES, TABLE_PAGES } from "@circuito/protocol/report-pages";
import { loadReportNames, type Queryable, type ReportNames } from "@circuito/store";
import type { OwnLetter } from "../own-mail/own-mail.ts";
import { COLUMN_WORDS } from "../web/reports/column-words.ts";
import { figuresFile } from "../web/reports/figures-file.ts";
import { figuresReport } from "../web/reports/figures-report.ts";
import { reportLetter } from "./report-letter.ts";

export type MadeReport =
  | { readonly kind: "made"; readonly letterTo: (about: Letter) => OwnLetter }
  /** Stories of the period are still being read: what stood in it would be too little. */
  | { readonly kind: "not-counted" };

type Letter = Pick<OwnLetter, "id" | "to" | "date">;
type Content = Pick<ReportBulletin, "name" | "language" | "report" | "period">;

/** Works out a report as it is now, with the file that goes along. */
export async function makeReport(
  q: Queryable,
  content: Content,
  { publicUrl, now }: { readonly publicUrl: string; readonly now: number },
): Promise<MadeReport> {
  const { report, period, language } = content;
  const isWhole = report.id === "overview";
  const { by, figures } =
    report.id === "overview"
      ? { by: undefined, figures: OVERVIEW_FIGURES }
      : TABLE_PAGES[report.id];
  const asked = { ...period, ...narrowed(report.filter), figures, by };
  const view = await figuresReport(q, asked, now);
  if (!view.isComplete) return { kind: "not-counted" };
  // What has no groups is told day by day in the file.
  const file = isWhole ? { ...asked, step: "day" as const } : asked;
  const answer = figuresFile(
    { ...file, language },
    isWhole ? await figuresReport(q, file, now) : view,
    report.format,
  );
  const parts: Uint8Array[] = [];
  for await (const part of answer.parts) parts.push(Buffer.from(part));
  const bytes = Buffer.concat(parts);
  const { fileName } = answer;
  // In a mail a type is a type: what else belongs to it is said by the file itself.
  const [mimeType = ""] = answer.mimeType.split(";", 1);
  const attachments = [{ fileName, mimeType, open: () => bytes }];
  const narrowedTo = narrowedNames(report.filter, await loadReportNames(q), language);
  const link = reportLink(publicUrl, content);
  return {
    kind: "made",
    letterTo: (about) =>
      reportLetter(content, view, figures, { ...about, attachments, link, narrowedTo, isWhole }),
  };
}

const narrowed = ({ channel, queueId, agentId, categoryId }: ScheduledFilter) => ({
  ...(channel !== null && { channel }),
  ...(queueId !== null && { queueId }),
  ...(agentId !== null && { agentId }),
  ...(categoryId !== null && { categoryId }),
});

/** "Fila: Financeiro", a line each. What is gone is called by its id. */
function narrowedNames(
  { channel, queueId, agentId, categoryId }: ScheduledFilter,
  names: ReportNames,
  language: Content["language"],
): readonly string[] {
  const words = COLUMN_WORDS[language];
  const line = (what: string, id: string | null, name?: string) =>
    id === null ? [] : [`${what}: ${name ?? id}`];
  return [
    ...line(words.channel, channel),
    ...line(words.queue, queueId, names.queues.get(queueId ?? "")),
    ...line(words.agent, agentId, names.agents.get(agentId ?? "")),
    ...line(words.category, categoryId, names.categories.get(categoryId ?? "")),
  ];
}

/** The same report on the screen, as its address has it. */
function reportLink(publicUrl: string, { report, period }: Content): string {
  const { channel, queueId, agentId, categoryId } = report.filter;
  const search = new URLSearchParams({
    ...(report.id !== "overview" && { report: report.id }),
    ...{ from: period.from, until: period.until },
    ...(channel !== null && { channel }),
    ...(queueId !== null && { queue: queueId }),
    ...(agentId !== null && { agent: agentId }),
    ...(categoryId !== null && { category: categoryId }),
  });
  return `${publicUrl}/reports?${search}`;
}
