import type { ActivityReportView } from "@circuito/protocol";
import { DayBarKey, DayBars, Table } from "@circuito/ui";
import { clockTime, duration } from "../../i18n/format.ts";
import { useT } from "../../i18n/translate.ts";
import { ChartCard } from "../chart-card.tsx";
import { dayAxis, shareOf } from "./day-axis.ts";
import { FORMS, STATES, spanLength, spanState, spanTitle, stateName } from "./state-words.ts";

interface DayCardProps {
  readonly day: ActivityReportView;
  /** A person of several is opened. */
  readonly onOpen: ((agentId: string) => void) | undefined;
}

/** The day as bars, a row each, and the same as a table. */
export function DayCard({ day, onOpen }: DayCardProps) {
  const t = useT();
  const axis = dayAxis(day);
  const { timeZone, agents, acts } = day;
  return (
    <ChartCard
      title={t("day.states")}
      chart={
        <>
          <ul className="-my-2 flex flex-wrap items-center gap-x-4 text-12 text-fg-2">
            {STATES.map((state) => (
              <li key={state} className="flex items-center gap-1.5">
                <DayBarKey form={FORMS[state]} />
                {stateName(state)}
              </li>
            ))}
          </ul>
          <DayBars
            label={t("day.states")}
            empty={t("day.unknown")}
            hint={t("day.hint", { zone: timeZone })}
            rows={agents.map(({ id, name, spans }) => ({
              id,
              name,
              spans: spans
                .map((span) => ({
                  form: FORMS[span.state],
                  from: shareOf(axis, span.from),
                  to: shareOf(axis, span.to),
                  title: spanTitle(span, timeZone),
                }))
                // A night before the first hour that is drawn.
                .filter(({ from, to }) => to > from),
              marks: acts?.map(({ at }) => shareOf(axis, at)),
            }))}
            ticks={axis.ticks.map((at) => ({
              at: shareOf(axis, new Date(at).toISOString()),
              label: clockTime(new Date(at).toISOString(), timeZone),
            }))}
            onPress={onOpen}
          />
        </>
      }
      table={agents.length > 1 ? <SumsTable day={day} /> : <SpansTable day={day} />}
    />
  );
}

/** Of a team: how long each was what, and what they did. */
function SumsTable({ day }: { readonly day: ActivityReportView }) {
  const t = useT();
  return (
    <Table
      label={t("day.states")}
      rows={day.agents}
      nameOf={({ name }) => name}
      columns={[
        { id: "name", label: t("day.person"), isRowHeader: true, cell: ({ name }) => name },
        ...STATES.map((state) => ({
          id: state,
          label: stateName(state),
          align: "end" as const,
          cell: ({ seconds }: ActivityReportView["agents"][number]) =>
            seconds[state] === 0 ? "–" : duration(seconds[state] * 1_000),
        })),
        ...(["claimed", "answered", "directed", "resolved"] as const).map((act) => ({
          id: act,
          label: t(`day.did.${act}`),
          align: "end" as const,
          cell: ({ did }: ActivityReportView["agents"][number]) => did[act],
        })),
      ]}
    />
  );
}

/** Of one person: stretch by stretch. */
function SpansTable({ day: { agents, timeZone } }: { readonly day: ActivityReportView }) {
  const t = useT();
  const rows = agents.flatMap(({ spans }) => spans.map((span) => ({ ...span, id: span.from })));
  return (
    <Table
      label={t("day.states")}
      rows={rows}
      nameOf={(span) => spanTitle(span, timeZone)}
      columns={[
        {
          id: "from",
          label: t("day.from"),
          isRowHeader: true,
          cell: ({ from }) => clockTime(from, timeZone),
        },
        { id: "to", label: t("day.to"), cell: ({ to }) => clockTime(to, timeZone) },
        { id: "state", label: t("day.state"), cell: spanState },
        { id: "length", label: t("day.length"), align: "end", cell: spanLength },
      ]}
    />
  );
}
