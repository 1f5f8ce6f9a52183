import { type MessageId, useT } from "../i18n/translate.ts";

/** What became of each, counted: closed codes in words. */
export function OutcomeList({ outcomes }: { readonly outcomes: Readonly<Record<string, number>> }) {
  const t = useT();
  return (
    <ul className="flex flex-col gap-1 text-13">
      {Object.entries(outcomes).map(([outcome, count]) => (
        <li key={outcome} className="flex gap-2">
          <span className="min-w-8 text-right tabular-nums">{count}</span>
          <span>{t(`failures.outcome.${outcome}` as MessageId)}</span>
        </li>
      ))}
    </ul>
  );
}
