import { type ReactNode, useState } from "react";
import { useT } from "../i18n/translate.ts";

interface ChartCardProps {
  readonly title: string;
  readonly chart: ReactNode;
  readonly table: ReactNode;
}

/** A chart, and the same as a table for whoever wants the numbers. */
export function ChartCard({ title, chart, table }: ChartCardProps) {
  const t = useT();
  const [isTable, setTable] = useState(false);
  return (
    <section
      aria-label={title}
      className="flex flex-col gap-4 rounded-pane border border-line bg-surface p-4"
    >
      <div className="flex items-center gap-2">
        <h2 className="grow text-14s">{title}</h2>
        <button
          type="button"
          aria-pressed={isTable}
          onClick={() => setTable(!isTable)}
          className="ring-focus rounded-control px-2 py-1 text-12 text-fg-2 hover:bg-hover"
        >
          {t(isTable ? "report.asChart" : "report.asTable")}
        </button>
      </div>
      {isTable ? <div className="max-h-96 overflow-y-auto">{table}</div> : chart}
    </section>
  );
}
