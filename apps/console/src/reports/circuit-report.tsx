import type { Stage } from "@circuito/protocol/figure-text";
import { EmptyState, Funnel } from "@circuito/ui";
import { Route } from "lucide-react";
import { duration } from "../i18n/format.ts";
import { currentLocale, type MessageId, useT } from "../i18n/translate.ts";
import type { Drill } from "./drill-dialog.tsx";
import { numberText } from "./figure-format.ts";
import { ReportState } from "./report-state.tsx";
import type { ReportView } from "./use-report-filter.ts";
import { useCircuit } from "./use-reports.ts";

interface CircuitReportProps {
  readonly view: ReportView;
  readonly onDrill: (drill: Drill) => void;
}

/** How far the conversations of a period came in the circuit, and how long they stayed at each step. */
export function CircuitReport({ view, onDrill }: CircuitReportProps) {
  const t = useT();
  const circuit = useCircuit(view.filter);
  const { spread } = view.telling;
  return (
    <ReportState query={circuit}>
      {({ stages }) => {
        const all = stages[0]?.reached ?? 0;
        if (stages.every(({ reached }) => reached === 0)) {
          return (
            <EmptyState icon={<Route />} title={t("report.empty")}>
              {t("report.emptyText")}
            </EmptyState>
          );
        }
        const share = new Intl.NumberFormat(currentLocale(), {
          style: "percent",
          maximumFractionDigits: 0,
        });
        return (
          <section
            aria-label={t("report.circuit")}
            className="flex flex-col gap-5 rounded-pane border border-line bg-surface p-4"
          >
            <p className="text-13 text-fg-2">{t("report.circuitText")}</p>
            <Funnel
              label={t("report.circuit")}
              format={(value) => numberText("opened", value)}
              steps={stages.map(({ stage, reached, stay }) => ({
                id: stage,
                label: t(STAGE_NAMES[stage]),
                value: reached,
                onOpen: () =>
                  onDrill({ of: { stage }, filter: view.filter, about: t(STAGE_NAMES[stage]) }),
                detail: [
                  all === 0 ? "" : share.format(reached / all),
                  stay === null ? "" : t("report.stays", { span: duration(stay[spread] * 1_000) }),
                ]
                  .filter(Boolean)
                  .join(" · "),
              }))}
            />
          </section>
        );
      }}
    </ReportState>
  );
}

const STAGE_NAMES: Readonly<Record<Stage, MessageId>> = {
  request: "stage.request",
  understanding: "stage.understanding",
  "first-attempt": "stage.firstAttempt",
  specialisation: "stage.specialisation",
  confirmation: "stage.confirmation",
  survey: "stage.survey",
  knowledge: "stage.knowledge",
};
