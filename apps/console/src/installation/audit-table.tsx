import {
  Button,
  Chip,
  EmptyState,
  ErrorState,
  SkeletonRows,
  Table,
  type TableColumn,
} from "@circuito/ui";
import { Eye, ScrollText } from "lucide-react";
import { useMemo } from "react";
import { fullTime } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";
import { errorText, technicalText } from "../verbs/problem-text.ts";
import { AUDIT_PERIOD_USUAL, type AuditSearch, longerThan } from "./audit-search.ts";
import { actionText, objectText, periodText } from "./audit-words.ts";
import type { Audit, AuditRow } from "./use-audit.ts";

interface AuditTableProps {
  readonly audit: Audit;
  readonly search: AuditSearch;
  readonly onChange: (change: Pick<AuditSearch, "days" | "entry">) => void;
}

/** Entries, the newest first, or why there are none. */
export function AuditTable({ audit, search, onChange }: AuditTableProps) {
  const { entries, rows } = audit;
  const t = useT();
  const columns = useColumns();
  if (entries.isPending) return <SkeletonRows rows={8} label={t("audit.loading")} />;
  if (entries.isError && rows.length === 0) {
    return (
      <ErrorState
        title={errorText(entries.error)}
        retryLabel={t("action.retry")}
        onRetry={() => void entries.refetch()}
        isRetrying={entries.isFetching}
        technical={{ label: t("problem.technical"), text: technicalText(entries.error) }}
      />
    );
  }
  const longer = longerThan(search.days ?? AUDIT_PERIOD_USUAL);
  return (
    <>
      <Table
        label={t("audit.title")}
        columns={columns}
        rows={rows}
        nameOf={(entry) => `${entry.actor.name} ${actionText(t, entry.action)}`}
        onOpen={(id) => onChange({ entry: Number(id) })}
        emptyState={
          <EmptyState
            icon={<ScrollText />}
            title={t("audit.empty")}
            action={
              longer && (
                <Button onPress={() => onChange({ days: longer })}>
                  {t("audit.widen", { period: periodText(t, longer) })}
                </Button>
              )
            }
          />
        }
      />
      {entries.hasNextPage && (
        <Button
          className="self-center"
          isPending={entries.isFetchingNextPage}
          onPress={() => void entries.fetchNextPage()}
        >
          {t("audit.more")}
        </Button>
      )}
    </>
  );
}

function useColumns(): readonly TableColumn<AuditRow>[] {
  const t = useT();
  return useMemo(
    () => [
      {
        id: "at",
        label: t("audit.when"),
        cell: ({ at }) => <span className="whitespace-nowrap tabular-nums">{fullTime(at)}</span>,
      },
      {
        id: "who",
        label: t("audit.who"),
        cell: ({ actor }) => (
          <span className="flex flex-wrap items-center gap-x-2">
            {actor.name || t("audit.nobody")}
            {(actor.kind === "api-key" || actor.kind === "cli") && (
              <Chip variant="outline">{t(`audit.kind.${actor.kind}`)}</Chip>
            )}
          </span>
        ),
      },
      {
        id: "what",
        label: t("audit.what"),
        isRowHeader: true,
        cell: (entry) => (
          <span className="flex flex-wrap items-center gap-x-2">
            {actionText(t, entry.action)}
            {entry.outcome !== "done" && <Chip tone="danger">{t("audit.refused")}</Chip>}
            {entry.discloses !== null && (
              <Chip tone="warn" icon={<Eye />}>
                {t(`audit.discloses.${entry.discloses}`)}
              </Chip>
            )}
          </span>
        ),
      },
      {
        id: "object",
        label: t("audit.object"),
        isSecondary: true,
        cell: (entry) => <span className="wrap-anywhere text-fg-2">{objectText(t, entry)}</span>,
      },
      {
        id: "changes",
        label: t("audit.changes"),
        align: "end",
        isSecondary: true,
        cell: ({ differences }) => (differences.length === 0 ? "" : differences.length),
      },
    ],
    [t],
  );
}
