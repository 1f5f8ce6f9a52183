import { Banner, EmptyState, SkeletonRows } from "@circuito/ui";
import type { UseQueryResult } from "@tanstack/react-query";
import { CheckCheck, Scissors } from "lucide-react";
import type { ReactNode } from "react";
import { clockTime } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";
import { QueryFailed } from "../verbs/query-failed.tsx";

interface FailureListProps<T> {
  readonly query: UseQueryResult<T>;
  readonly checkedAt: string | undefined;
  readonly isEmpty: boolean;
  readonly isCut?: boolean;
  readonly children: ReactNode;
}

/** A tab's list in its states; of an empty one it says when it was looked at last. */
export function FailureList<T>(props: FailureListProps<T>) {
  const { query, checkedAt, isEmpty, isCut = false, children } = props;
  const t = useT();
  if (query.isPending) return <SkeletonRows rows={4} label={t("board.loading")} />;
  if (query.isError) {
    return <QueryFailed query={query} />;
  }
  if (isEmpty) {
    return (
      <EmptyState icon={<CheckCheck />} title={t("failures.none")}>
        {checkedAt !== undefined && t("failures.checkedAt", { time: clockTime(checkedAt) })}
      </EmptyState>
    );
  }
  return (
    <>
      {isCut && (
        <Banner tone="info" icon={<Scissors />}>
          {t("failures.cut")}
        </Banner>
      )}
      {children}
    </>
  );
}
