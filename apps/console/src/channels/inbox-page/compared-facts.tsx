import type { InboxComparison } from "@circuito/protocol";
import { Callout, FactList } from "@circuito/ui";
import { listTime } from "../../i18n/format.ts";
import { useT } from "../../i18n/translate.ts";
import { useNow } from "../../workspace/use-now.ts";

interface ComparedFactsProps {
  /** Whether the provider has a list to compare with; those that have none say so openly. */
  readonly canBeAsked: boolean;
  readonly compared: InboxComparison | null | undefined;
}

/** Whether what came is all that the provider has. */
export function ComparedFacts({ canBeAsked, compared }: ComparedFactsProps) {
  const t = useT();
  const now = useNow();
  if (!canBeAsked) return <p className="text-12 text-fg-2">{t("compared.cannot")}</p>;
  if (!compared) return <p className="text-12 text-fg-2">{t("compared.soon")}</p>;
  const { until, recovered, problem } = compared;
  return (
    <div className="flex flex-col gap-2 border-line-subtle border-t pt-3 text-13">
      <FactList
        facts={[
          {
            id: "until",
            term: t("compared.until"),
            value: <time dateTime={until}>{listTime(until, now)}</time>,
          },
          { id: "recovered", term: t("compared.recovered"), value: recovered },
        ]}
      />
      <p className="text-12 text-fg-2">{t("compared.text")}</p>
      {problem !== null && (
        <Callout tone="warn" title={t("compared.problem")}>
          <span className="font-mono text-12 wrap-anywhere">{problem}</span>
        </Callout>
      )}
    </div>
  );
}
