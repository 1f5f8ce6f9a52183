import { ErrorState, Skeleton } from "@circuito/ui";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useT } from "../i18n/translate.ts";
import { errorText } from "../verbs/problem-text.ts";

interface ReportStateProps<T> {
  readonly query: UseQueryResult<T>;
  readonly children: (data: T) => ReactNode;
}

/** A report once it is there; until then where it will stand, or why it is not. */
export function ReportState<T>({ query, children }: ReportStateProps<T>) {
  const t = useT();
  if (query.data !== undefined) {
    return (
      <div
        aria-busy={query.isPlaceholderData}
        className={query.isPlaceholderData ? "opacity-60" : undefined}
      >
        {children(query.data)}
      </div>
    );
  }
  if (query.isError) {
    return (
      <ErrorState
        title={t("report.failed")}
        retryLabel={t("action.retry")}
        onRetry={() => void query.refetch()}
        isRetrying={query.isFetching}
      >
        {errorText(query.error)}
      </ErrorState>
    );
  }
  return (
    <div role="status">
      <span className="sr-only">{t("report.loading")}</span>
      <Skeleton shape="block" className="h-64 w-full" />
    </div>
  );
}
