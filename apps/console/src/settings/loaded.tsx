import { EmptyState, ErrorState, SkeletonRows } from "@circuito/ui";
import type { UseQueryResult } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { ApiError } from "../api/request.ts";
import { useT } from "../i18n/translate.ts";
import { technicalText } from "../verbs/problem-text.ts";
import { adminErrorText } from "./admin-error.ts";

interface LoadedProps<T> {
  readonly query: Pick<UseQueryResult<T>, "data" | "isError" | "isFetching" | "error" | "refetch">;
  /** Said while it loads. */
  readonly label: string;
  readonly children: (data: T) => ReactNode;
}

/** What was asked for once it is there; what was there before stays while it is asked for again. */
export function Loaded<T>({ query, label, children }: LoadedProps<T>) {
  const t = useT();
  if (query.data !== undefined) return children(query.data);
  if (query.error instanceof ApiError && query.error.status === 404) {
    // Asking again would not bring it back.
    return <EmptyState icon={<SearchX />} title={adminErrorText(query.error)} />;
  }
  if (query.isError) {
    return (
      <ErrorState
        title={adminErrorText(query.error)}
        retryLabel={t("action.retry")}
        onRetry={() => void query.refetch()}
        isRetrying={query.isFetching}
        technical={{ label: t("problem.technical"), text: technicalText(query.error) }}
      />
    );
  }
  return <SkeletonRows rows={5} label={label} />;
}
