import { ErrorState } from "@circuito/ui";
import type { UseQueryResult } from "@tanstack/react-query";
import { useT } from "../i18n/translate.ts";
import { errorText, technicalText } from "./problem-text.ts";

interface QueryFailedProps {
  readonly query: Pick<UseQueryResult<unknown>, "error" | "refetch">;
}

/** What was asked for did not come: why, in words, and once more. */
export function QueryFailed({ query }: QueryFailedProps) {
  const t = useT();
  return (
    <ErrorState
      title={errorText(query.error)}
      retryLabel={t("action.retry")}
      onRetry={() => void query.refetch()}
      technical={{ label: t("problem.technical"), text: technicalText(query.error) }}
    />
  );
}
