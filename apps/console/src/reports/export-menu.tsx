import type { FigureId } from "@circuito/protocol/figure-text";
import { OVERVIEW_FIGURES, TABLE_PAGES } from "@circuito/protocol/report-pages";
import { Button, Menu } from "@circuito/ui";
import { Download } from "lucide-react";
import { fileHref } from "../api/reports.ts";
import { currentLocale, useT } from "../i18n/translate.ts";
import type { ReportId } from "./report-search.ts";
import type { ReportView } from "./use-report-filter.ts";

interface ExportMenuProps {
  readonly view: ReportView;
  readonly report: ReportId;
}

/** The report as a table, or each conversation of its period with all that was measured of it. */
export function ExportMenu({ view, report }: ExportMenuProps) {
  const t = useT();
  const { filter } = view;
  const page: {
    readonly by?: "queue" | "agent" | "channel" | "category";
    readonly figures: readonly FigureId[];
  } =
    report in TABLE_PAGES
      ? TABLE_PAGES[report as keyof typeof TABLE_PAGES]
      : { figures: OVERVIEW_FIGURES };
  const isDaily = report === "overview" || report === "volume" || report === "circuit";
  const by =
    (page.by === "agent" && filter.categoryId !== undefined) ||
    (page.by === "category" && filter.agentId !== undefined)
      ? "queue"
      : page.by;
  const href = (path: "figures" | "conversations", format: "csv" | "xlsx") =>
    fileHref(
      path,
      path === "figures"
        ? { ...filter, figures: page.figures, by, ...(isDaily && { step: "day" as const }) }
        : filter,
      { format, language: currentLocale() },
    );
  const item = (path: "figures" | "conversations", format: "csv" | "xlsx") => ({
    kind: "item" as const,
    id: `${path} ${format}`,
    label: format.toUpperCase(),
  });
  return (
    <Menu
      label={t("report.export")}
      entries={[
        {
          kind: "section",
          id: "figures",
          label: t("report.exportTable"),
          items: [item("figures", "csv"), item("figures", "xlsx")],
        },
        {
          kind: "section",
          id: "conversations",
          label: t("report.exportConversations"),
          items: [item("conversations", "csv"), item("conversations", "xlsx")],
        },
      ]}
      // Files are links that the browser follows; the router knows no such page.
      onAction={(id) => {
        const [path, format] = id.split(" ") as ["figures" | "conversations", "csv" | "xlsx"];
        location.assign(href(path, format));
      }}
      trigger={<Button icon={<Download />}>{t("report.export")}</Button>}
    />
  );
}
