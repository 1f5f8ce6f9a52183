import type { SurveyAnswerView, SurveySummaryView } from "@circuito/protocol";
import { SURVEY_SCALES } from "@circuito/protocol/surveys-text";
import { EmptyState, Table, type TableColumn } from "@circuito/ui";
import { useRouter } from "@tanstack/react-router";
import { ChartColumn } from "lucide-react";
import { listTime } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";
import { Loaded } from "../settings/loaded.tsx";
import { useSurveyResults } from "./surveys-api.ts";

/** What surveys of the last days came to: each figure with its distribution and response rate. */
export function SurveyResultsView() {
  const t = useT();
  const results = useSurveyResults();
  return (
    <Loaded query={results} label={t("survey.resultsLoading")}>
      {({ summaries, answers }) =>
        summaries.length === 0 ? (
          <EmptyState icon={<ChartColumn />} title={t("survey.noResults")}>
            {t("survey.noResultsText")}
          </EmptyState>
        ) : (
          <>
            <ul className="grid gap-4 min-[720px]:grid-cols-2 min-[1280px]:grid-cols-3">
              {summaries.map((summary) => (
                <Summary key={summary.kind} summary={summary} />
              ))}
            </ul>
            {answers.length > 0 && <Answers answers={answers} />}
          </>
        )
      }
    </Loaded>
  );
}

function Summary({ summary }: { readonly summary: SurveySummaryView }) {
  const t = useT();
  const { kind, figure, asked, answered, responseRate, distribution, isSmall } = summary;
  const most = Math.max(1, ...distribution.map(({ count }) => count));
  return (
    <li className="flex flex-col gap-3 rounded-pane border border-line p-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <h3 className="text-14s">{t(`survey.kind.${kind}`)}</h3>
        <span className="text-24 tabular-nums">{figureText(kind, figure)}</span>
      </div>
      <p className="text-12 text-fg-2">
        {t("survey.responded", { answered, asked, percent: Math.round(responseRate * 100) })}
      </p>
      <table className="w-full text-12">
        <caption className="sr-only">{t("survey.distribution")}</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">{t("survey.score")}</th>
            <th scope="col">{t("survey.count")}</th>
          </tr>
        </thead>
        <tbody>
          {distribution.map(({ score, count }) => (
            <tr key={score}>
              <th scope="row" className="w-6 pe-2 text-end font-normal text-fg-2 tabular-nums">
                {score}
              </th>
              <td className="py-0.5">
                <span className="flex items-center gap-2">
                  <span
                    aria-hidden="true"
                    className="h-3 min-w-px rounded-key bg-accent"
                    style={{ width: `${(count / most) * 80}%` }}
                  />
                  <span className="text-fg-2 tabular-nums">{count}</span>
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {isSmall && answered > 0 && <p className="text-12 text-fg-2">{t("survey.small")}</p>}
    </li>
  );
}

/** CSAT as a share, CES as a mean, NPS as points. */
function figureText(kind: SurveySummaryView["kind"], figure: number | null): string {
  if (figure === null) return "—";
  const language = document.documentElement.lang;
  switch (kind) {
    case "csat":
      return new Intl.NumberFormat(language, { style: "percent" }).format(figure);
    case "ces":
      return new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(figure);
    case "nps":
      return new Intl.NumberFormat(language, { signDisplay: "exceptZero" }).format(
        Math.round(figure * 100),
      );
  }
}

function Answers({ answers }: { readonly answers: readonly SurveyAnswerView[] }) {
  const t = useT();
  const router = useRouter();
  const columns: readonly TableColumn<SurveyAnswerView>[] = [
    {
      id: "score",
      label: t("survey.score"),
      cell: ({ kind, score }) => `${kind.toUpperCase()} ${score}/${SURVEY_SCALES[kind].max}`,
    },
    {
      id: "who",
      label: t("survey.customer"),
      isRowHeader: true,
      cell: ({ contactName, protocol, comment }) => (
        <span className="flex min-w-0 flex-col py-1.5">
          <span className="wrap-anywhere">{contactName ?? protocol}</span>
          {comment !== null && (
            <span className="line-clamp-2 text-12 text-fg-2 wrap-anywhere">{comment}</span>
          )}
        </span>
      ),
    },
    {
      id: "agent",
      label: t("survey.agent"),
      isSecondary: true,
      cell: ({ agent }) => agent?.name ?? "—",
    },
    {
      id: "at",
      label: t("survey.at"),
      isSecondary: true,
      cell: ({ answeredAt }) => listTime(answeredAt, Date.now()),
    },
  ];
  return (
    <Table
      label={t("survey.answers")}
      columns={columns}
      rows={answers}
      nameOf={({ contactName, protocol }) => contactName ?? protocol}
      onOpen={(id) => {
        const answer = answers.find((one) => one.id === id);
        if (answer) {
          void router.navigate({ href: `/inbox/${answer.conversationId}?peek=true` });
        }
      }}
      emptyState={null}
    />
  );
}
