import type { TriageStatus } from "@circuito/protocol";
import { duration, spanInWords } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";
import { NavigationButton } from "../shell/navigation-button.tsx";
import { useNow } from "../workspace/use-now.ts";

/** What waits, and how one's own day goes. */
export function TriageBar({ status }: { readonly status: TriageStatus | undefined }) {
  const t = useT();
  const now = useNow();
  const waiting = status?.queues.reduce((sum, queue) => sum + queue.waiting, 0) ?? 0;
  const oldest = status?.queues
    .flatMap(({ oldestWaitingSince }) => oldestWaitingSince ?? [])
    .sort()[0];
  const title = status?.queues.length === 1 ? (status.queues[0]?.name ?? "") : t("triage.title");
  return (
    <header className="flex min-h-13 flex-none flex-wrap items-center gap-x-3 gap-y-1 border-line-subtle border-b px-4 py-2">
      <NavigationButton />
      <h1 className="text-14s">{title}</h1>
      {status !== undefined && (
        <>
          <p className="text-13 tabular-nums text-fg-2">
            {t("triage.waiting", { count: waiting })}
            {oldest !== undefined &&
              ` · ${t("triage.oldest", { span: spanInWords(now - Date.parse(oldest)) })}`}
          </p>
          <p className="ml-auto text-12 tabular-nums text-fg-2 max-[600px]:ml-0">
            {[
              t("triage.mine.done", { count: status.mine.done }),
              ...(status.mine.medianSeconds === null
                ? []
                : [t("triage.mine.median", { span: duration(status.mine.medianSeconds * 1_000) })]),
              t("triage.mine.returned", { count: status.mine.returned }),
            ].join(" · ")}
          </p>
        </>
      )}
    </header>
  );
}
