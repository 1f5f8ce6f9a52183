import type { ProcedureView } from "@circuito/protocol";
import { EmptyState, Funnel, SegmentedControl, StatTile, Table } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { ChartNoAxesColumn } from "lucide-react";
import { useState } from "react";
import { duration } from "../../i18n/format.ts";
import { currentLocale, useT } from "../../i18n/translate.ts";
import { Loaded } from "../../settings/loaded.tsx";
import { Section } from "../../settings/section.tsx";
import { proceduresApi } from "./procedures-api.ts";
import { type StepRow, stepRows } from "./step-rows.ts";

interface ProcedureFiguresProps {
  readonly procedure: Pick<ProcedureView, "id" | "draft">;
}

/** How its runs went in the last 90 days: how many, how far, where they were left, how long steps take. */
export function ProcedureFigures({ procedure }: ProcedureFiguresProps) {
  const t = useT();
  const query = useQuery({
    queryKey: ["procedure-figures", procedure.id],
    queryFn: () => proceduresApi.figures(procedure.id),
  });
  return (
    <Section title={t("procedures.figures")} text={t("procedures.figuresText")} isWide>
      <Loaded query={query} label={t("procedures.loading")}>
        {({ started, finished, givenUp, steps }) =>
          started === 0 ? (
            <EmptyState icon={<ChartNoAxesColumn />} title={t("procedures.noRuns")}>
              {t("procedures.noRunsText")}
            </EmptyState>
          ) : (
            <>
              <div className="grid gap-3 min-[600px]:grid-cols-3">
                <StatTile label={t("procedures.started")} value={numberOf(started)} />
                <StatTile
                  label={t("procedures.finishedRuns")}
                  value={numberOf(finished)}
                  target={shareOf(finished, started)}
                />
                <StatTile
                  label={t("procedures.givenUpRuns")}
                  value={numberOf(givenUp)}
                  target={shareOf(givenUp, started)}
                />
              </div>
              <StepFigures rows={stepRows(procedure.draft.steps, steps)} />
            </>
          )
        }
      </Loaded>
    </Section>
  );
}

const numberOf = (value: number) => new Intl.NumberFormat(currentLocale()).format(value);
const shareOf = (part: number, whole: number) =>
  new Intl.NumberFormat(currentLocale(), { style: "percent" }).format(part / whole);
const timeOf = (medianMs: number | null) => (medianMs === null ? "—" : duration(medianMs));

function StepFigures({ rows }: { readonly rows: readonly StepRow[] }) {
  const t = useT();
  const [as, setAs] = useState<"chart" | "table">("chart");
  const titleOf = ({ title }: StepRow) => title ?? t("procedures.otherVersion");
  return (
    <div className="flex flex-col items-start gap-4">
      <SegmentedControl
        label={t("procedures.figuresAs")}
        value={as}
        onChange={setAs}
        segments={[
          { id: "chart", label: t("procedures.asChart") },
          { id: "table", label: t("procedures.asTable") },
        ]}
      />
      <div className="w-full">
        {as === "chart" ? (
          <Funnel
            label={t("procedures.stepTimes")}
            format={numberOf}
            steps={rows.map((row) => ({
              id: row.id,
              label: titleOf(row),
              value: row.taken,
              detail: [
                t("procedures.medianShort", { time: timeOf(row.medianMs) }),
                row.givenUp > 0 && t("procedures.leftHere", { count: row.givenUp }),
              ]
                .filter(Boolean)
                .join(" · "),
            }))}
          />
        ) : (
          <Table
            label={t("procedures.stepTimes")}
            rows={rows}
            nameOf={titleOf}
            columns={[
              {
                id: "title",
                label: t("procedures.stepHead"),
                isRowHeader: true,
                cell: (row) => <span className="wrap-anywhere">{titleOf(row)}</span>,
              },
              {
                id: "taken",
                label: t("procedures.takenHead"),
                align: "end",
                cell: (row) => numberOf(row.taken),
              },
              {
                id: "skipped",
                label: t("procedures.skippedHead"),
                align: "end",
                cell: (row) => numberOf(row.skipped),
              },
              {
                id: "left",
                label: t("procedures.leftHead"),
                align: "end",
                cell: (row) => numberOf(row.givenUp),
              },
              {
                id: "median",
                label: t("procedures.medianHead"),
                align: "end",
                cell: (row) => timeOf(row.medianMs),
              },
            ]}
          />
        )}
      </div>
    </div>
  );
}
