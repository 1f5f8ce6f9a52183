import { Button, ErrorState, SkeletonRows } from "@circuito/ui";
import type { ReactNode } from "react";
import { useT } from "../i18n/translate.ts";
import { errorText } from "../verbs/problem-text.ts";
import type { useChosen } from "./use-chosen.ts";
import type { usePages } from "./use-pages.ts";

export interface Choosable {
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
}

interface CauseRowsProps<T> {
  readonly rows: ReturnType<typeof usePages<T>>;
  readonly chosen: ReturnType<typeof useChosen>;
  readonly row: (row: T, choosable: Choosable) => ReactNode;
  /** What can be done with those that are chosen; shown once some are. */
  readonly acts: ReactNode;
}

/** Each row of a cause, page after page, and what is done with those that are ticked. */
export function CauseRows<T extends { readonly id: string }>(props: CauseRowsProps<T>) {
  const { rows, chosen, row, acts } = props;
  const t = useT();
  if (rows.isPending) return <SkeletonRows rows={3} label={t("board.loading")} />;
  if (rows.isError) {
    return (
      <ErrorState
        title={errorText(rows.error)}
        retryLabel={t("action.retry")}
        onRetry={() => void rows.refetch()}
      />
    );
  }
  return (
    <>
      <ul className="flex flex-col">
        {rows.items.map((one) =>
          row(one, {
            isChosen: chosen.has(one.id),
            onChoose: (isChosen) => chosen.set(one.id, isChosen),
          }),
        )}
      </ul>
      <div className="flex flex-wrap items-center gap-2 empty:hidden">
        {rows.hasNextPage && (
          <Button
            size="small"
            variant="ghost"
            isPending={rows.isFetchingNextPage}
            onPress={() => void rows.fetchNextPage()}
          >
            {t("failures.more")}
          </Button>
        )}
        {chosen.ids.size > 0 && (
          <>
            <span role="status" className="text-13 text-fg-2">
              {t("failures.chosen", { count: chosen.ids.size })}
            </span>
            {acts}
          </>
        )}
      </div>
    </>
  );
}
