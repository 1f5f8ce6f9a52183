import { Banner, EmptyState, SkeletonRows } from "@circuito/ui";
import type { UseQueryResult } from "@tanstack/react-query";
import { CheckCheck, Scissors } from "lucide-react";
import type { ReactNode } from "react";
import { clockTime } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";
import { QueryFailed } from "../verbs/query-failed.tsx";

interface Looked {
  readonly checkedAt: string;
  /** There are more than are told. */
  readonly isCut?: boolean;
}

interface FailureListProps {
  readonly query: UseQueryResult<Looked>;
  readonly isEmpty: boolean;
  readonly children: ReactNode;
}

/** A tab's list in its states; of an empty one it says when it was looked at last. */
export function FailureList({ query, isEmpty, children }: FailureListProps) {
  const t = useT();
  if (query.isPending) return <SkeletonRows rows={4} label={t("board.loading")} />;
  if (query.isError) {
    return <QueryFailed query={query} />;
  }
  if (isEmpty) {
    return (
      <EmptyState icon={<CheckCheck />} title={t("failures.none")}>
        {t("failures.checkedAt", { time: clockTime(query.data.checkedAt) })}
      </EmptyState>
    );
  }
  return (
    <>
      {query.data.isCut === true && (
        <Banner tone="info" icon={<Scissors />}>
          {t("failures.cut")}
        </Banner>
      )}
      {children}
    </>
  );
}
