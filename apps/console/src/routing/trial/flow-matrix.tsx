import { useState } from "react";
import { dayTime } from "../../i18n/format.ts";
import { useT } from "../../i18n/translate.ts";
import type { RuleNames } from "../rule/rule-sentence.ts";
import { type Flows, keyOf } from "./flows.ts";

interface FlowMatrixProps {
  readonly flows: Flows;
  readonly names: RuleNames;
}

/** From where to where: a row is where they go now, a column where the draft sends them. */
export function FlowMatrix({ flows, names }: FlowMatrixProps) {
  const t = useT();
  const [chosen, setChosen] = useState<string | null>(null);
  const { queues, cells } = flows;
  const flow = chosen === null ? undefined : cells.get(chosen);
  return (
    <div className="flex flex-col gap-3">
      <div className="overflow-x-auto rounded-pane border border-line">
        <table className="w-full text-12 tabular-nums">
          <caption className="sr-only">{t("routing.back.matrix")}</caption>
          <thead>
            <tr className="border-line-subtle border-b text-fg-2">
              <th scope="col" className="px-3 py-1.5 text-left font-medium">
                {t("routing.back.fromTo")}
              </th>
              {queues.map((to) => (
                <th key={to} scope="col" className="px-3 py-1.5 text-right font-medium">
                  {names.queue(to)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {queues.map((from) => (
              <tr key={from} className="border-line-subtle border-b last:border-0">
                <th scope="row" className="px-3 py-1 text-left font-medium whitespace-nowrap">
                  {names.queue(from)}
                </th>
                {queues.map((to) => {
                  const key = keyOf(from, to);
                  const cell = cells.get(key);
                  if (cell === undefined) {
                    return (
                      <td key={to} className="px-3 py-1 text-right text-fg-3">
                        –
                      </td>
                    );
                  }
                  const isMove = from !== to;
                  return (
                    <td key={to} className="px-1 py-1 text-right">
                      <button
                        type="button"
                        aria-pressed={chosen === key}
                        aria-label={t("routing.back.cell", {
                          count: cell.count,
                          from: names.queue(from),
                          to: names.queue(to),
                        })}
                        onClick={() => setChosen(chosen === key ? null : key)}
                        className={`ring-focus min-h-6 min-w-10 cursor-default rounded-key px-2 text-right ${isMove ? "bg-warn-soft font-medium text-warn-text" : "text-fg-2 hover:bg-hover"} aria-pressed:outline-2 aria-pressed:outline-focus`}
                      >
                        {cell.count}
                      </button>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {flow !== undefined && (
        <div className="flex flex-col gap-1">
          <p className="text-12 text-fg-2">
            {t("routing.back.examples", {
              from: names.queue(flow.goes),
              to: names.queue(flow.wouldGo),
            })}
          </p>
          <ul className="flex flex-wrap gap-2">
            {flow.examples.map(({ conversationId, protocol, arrivedAt }) => (
              <li key={conversationId}>
                <a
                  href={`/inbox/${conversationId}?peek=true`}
                  target="_blank"
                  rel="noreferrer"
                  className="ring-focus rounded-key text-13 text-accent-text underline"
                >
                  {protocol}
                </a>{" "}
                <span className="text-12 text-fg-2">{dayTime(arrivedAt)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
