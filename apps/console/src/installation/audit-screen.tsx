import type { AuditEntryView } from "@circuito/protocol";
import {
  Button,
  Chip,
  DiffView,
  Drawer,
  EmptyState,
  ErrorState,
  FactList,
  Select,
  SkeletonRows,
  Table,
  type TableColumn,
} from "@circuito/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { ScrollText } from "lucide-react";
import { useMemo, useState } from "react";
import { fullTime } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";
import { SettingsPage } from "../settings/settings-page.tsx";
import { errorText, technicalText } from "../verbs/problem-text.ts";
import { AUDIT_PERIODS, readAuditSearch } from "./audit-search.ts";
import { actionText, changesOf, objectText } from "./audit-words.ts";
import { installationApi } from "./installation-api.ts";
import { useAgentList, useNames } from "./use-names.ts";

const DAY_MS = 86_400_000;
const PERIOD_DEFAULT = 30;

/** Auditoria: who changed what, and who got in. Nobody can change an entry. */
export function AuditScreen() {
  const t = useT();
  const navigate = useNavigate();
  const search = readAuditSearch(useSearch({ strict: false }) as Record<string, unknown>);
  const columns = useColumns();
  const [openSeq, setOpenSeq] = useState<number>();
  const days = search.days ?? PERIOD_DEFAULT;
  const entries = useInfiniteQuery({
    queryKey: ["audit", search],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam, signal }) =>
      installationApi.listAudit(
        {
          actorId: search.who,
          action: search.action,
          from: new Date(Date.now() - days * DAY_MS).toISOString(),
        },
        pageParam,
        signal,
      ),
    getNextPageParam: ({ items, hasMore }) => (hasMore ? items.at(-1)?.seq : undefined),
  });
  const rows = useMemo(
    () =>
      (entries.data?.pages ?? [])
        .flatMap(({ items }) => items)
        .map((entry) => ({ ...entry, id: String(entry.seq) })),
    [entries.data],
  );
  const opened = rows.find(({ seq }) => seq === openSeq);
  const refine = (change: Readonly<Record<string, string | number | undefined>>) =>
    void navigate({ to: "/settings/audit", search: readAuditSearch({ ...search, ...change }) });

  return (
    <SettingsPage title={t("audit.title")} intro={t("audit.intro")}>
      <Filters search={search} days={days} onChange={refine} />
      {entries.isPending ? (
        <SkeletonRows rows={8} label={t("audit.loading")} />
      ) : entries.isError && rows.length === 0 ? (
        <ErrorState
          title={errorText(entries.error)}
          retryLabel={t("action.retry")}
          onRetry={() => void entries.refetch()}
          isRetrying={entries.isFetching}
          technical={{ label: t("problem.technical"), text: technicalText(entries.error) }}
        />
      ) : (
        <Table
          label={t("audit.title")}
          columns={columns}
          rows={rows}
          nameOf={(entry) => `${entry.actor.name} ${actionText(t, entry.action)}`}
          onOpen={(id) => setOpenSeq(Number(id))}
          emptyState={<EmptyState icon={<ScrollText />} title={t("audit.empty")} />}
        />
      )}
      {entries.hasNextPage && (
        <Button
          className="self-center"
          isPending={entries.isFetchingNextPage}
          onPress={() => void entries.fetchNextPage()}
        >
          {t("audit.more")}
        </Button>
      )}
      <Drawer
        isOpen={opened !== undefined}
        onOpenChange={(isOpen) => !isOpen && setOpenSeq(undefined)}
        title={opened === undefined ? "" : actionText(t, opened.action)}
        closeLabel={t("action.close")}
      >
        {opened && <EntryDetail entry={opened} />}
      </Drawer>
    </SettingsPage>
  );
}

type Row = AuditEntryView & { readonly id: string };

function useColumns(): readonly TableColumn<Row>[] {
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
        cell: ({ actor }) => actor.name || t("audit.nobody"),
      },
      {
        id: "what",
        label: t("audit.what"),
        isRowHeader: true,
        cell: (entry) => (
          <span className="flex flex-wrap items-center gap-x-2">
            {actionText(t, entry.action)}
            {entry.outcome !== "done" && <Chip tone="warn">{t("audit.refused")}</Chip>}
          </span>
        ),
      },
      {
        id: "object",
        label: t("audit.object"),
        isSecondary: true,
        cell: (entry) => <span className="wrap-anywhere text-fg-2">{objectText(entry)}</span>,
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

interface FiltersProps {
  readonly search: ReturnType<typeof readAuditSearch>;
  readonly days: number;
  readonly onChange: (change: Readonly<Record<string, string | number | undefined>>) => void;
}

const ANYBODY = "";

function Filters({ search, days, onChange }: FiltersProps) {
  const t = useT();
  const agents = useAgentList();
  return (
    <div className="flex flex-wrap items-end gap-3">
      <Select
        label={t("audit.who")}
        className="w-52"
        placeholder=""
        value={search.who ?? ANYBODY}
        options={[
          { id: ANYBODY, label: t("audit.anybody") },
          ...(agents.data ?? []).map(({ id, name }) => ({ id, label: name })),
        ]}
        onChange={(who) => onChange({ who })}
      />
      <Select
        label={t("audit.period")}
        className="w-44"
        placeholder=""
        value={String(days)}
        options={AUDIT_PERIODS.map((period) => ({
          id: String(period),
          label: t("audit.lastDays", { days: period }),
        }))}
        onChange={(period) => onChange({ days: period })}
      />
      {search.action !== undefined && (
        <Button variant="ghost" onPress={() => onChange({ action: undefined })}>
          {t("audit.everyAction")}
        </Button>
      )}
    </div>
  );
}

function EntryDetail({ entry }: { readonly entry: AuditEntryView }) {
  const t = useT();
  const nameOf = useNames();
  return (
    <section
      // Nothing in it takes focus: without a stop, keys could not scroll it.
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must take focus
      tabIndex={0}
      aria-label={t("audit.changes")}
      className="ring-focus flex flex-col gap-4 rounded-control pb-4 text-13"
    >
      <FactList
        facts={[
          { id: "at", term: t("audit.when"), value: fullTime(entry.at) },
          { id: "who", term: t("audit.who"), value: entry.actor.name || t("audit.nobody") },
          { id: "from", term: t("audit.from"), value: t(`audit.kind.${entry.actor.kind}`) },
          ...(entry.address === null
            ? []
            : [{ id: "address", term: t("audit.address"), value: entry.address }]),
          { id: "object", term: t("audit.object"), value: objectText(entry) },
          ...(entry.said === null
            ? []
            : [{ id: "said", term: t("audit.said"), value: entry.said }]),
          { id: "seq", term: t("audit.number"), value: entry.seq },
        ]}
      />
      <DiffView
        label={t("audit.changes")}
        changes={changesOf(t, entry, nameOf)}
        texts={{ before: t("audit.before"), after: t("audit.after") }}
        emptyText={t("audit.noChanges")}
      />
    </section>
  );
}
