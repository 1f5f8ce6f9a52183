import type { MeasuredView } from "@circuito/protocol";
import { type FigureId, figureOf, type Stage } from "@circuito/protocol/figure-text";
import { Button, Dialog, EmptyState, SkeletonRows } from "@circuito/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Inbox } from "lucide-react";
import { type ReportFilter, reportsApi } from "../api/reports.ts";
import { duration, exactTime } from "../i18n/format.ts";
import { channelName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { errorText } from "../verbs/problem-text.ts";
import { figureDefinition, figureName } from "./figure-format.ts";

/** A number that somebody wants to see the conversations of. */
export interface Drill {
  readonly of: FigureId | { readonly stage: Stage };
  readonly filter: ReportFilter;
  /** Of which queue, agent, …; in words. */
  readonly about: string;
}

interface DrillDialogProps {
  readonly drill: Drill;
  readonly onClose: () => void;
}

/** The conversations that a number is made of, each with its own part of it. */
export function DrillDialog({ drill, onClose }: DrillDialogProps) {
  const t = useT();
  const { of, filter, about } = drill;
  const figure = typeof of === "string" ? of : undefined;
  const stage = typeof of === "string" ? undefined : of.stage;
  const query = useInfiniteQuery({
    queryKey: ["measured", of, filter],
    queryFn: ({ pageParam, signal }) =>
      reportsApi.measured({ ...filter, figure, stage }, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={figure === undefined ? about : `${figureName(figure)} · ${about}`}
      {...(figure !== undefined && { description: figureDefinition(figure) })}
      closeLabel={t("action.close")}
      size="large"
    >
      {query.isPending && <SkeletonRows rows={6} label={t("report.loading")} />}
      {query.isError && <p className="text-13 text-danger-text">{errorText(query.error)}</p>}
      {query.isSuccess && items.length === 0 && (
        <EmptyState icon={<Inbox />} title={t("report.empty")}>
          {t("report.emptyText")}
        </EmptyState>
      )}
      <ul className="flex flex-col">
        {items.map((item) => (
          <li
            key={`${item.conversationId} ${item.at} ${item.fact}`}
            className="border-b border-line-subtle last:border-b-0"
          >
            <Link
              to="/inbox/$conversationId"
              params={{ conversationId: item.conversationId }}
              search={{}}
              className="ring-focus-inset flex items-center gap-3 rounded-control px-2 py-2 hover:bg-hover"
            >
              <span className="flex min-w-0 grow flex-col">
                <span className="truncate text-13">
                  {item.contactName ?? item.protocol}
                  {item.title !== null && <span className="text-fg-2"> · {item.title}</span>}
                </span>
                <span className="truncate text-12 text-fg-3">
                  {[
                    item.contactName && item.protocol,
                    channelName(item.channel),
                    item.queueName,
                    item.agentName,
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
              </span>
              <span className="flex flex-none flex-col items-end text-12">
                <span className="text-13 tabular-nums">{partText(figure, item, t)}</span>
                <time dateTime={item.at} className="text-fg-3">
                  {exactTime(item.at)}
                </time>
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <div className="flex justify-center p-3">
          <Button onPress={() => void query.fetchNextPage()} isPending={query.isFetchingNextPage}>
            {t("report.more")}
          </Button>
        </div>
      )}
    </Dialog>
  );
}

/** What one conversation adds to the number. */
function partText(
  figure: FigureId | undefined,
  item: MeasuredView,
  t: ReturnType<typeof useT>,
): string {
  if (item.hit !== null) return t(item.hit ? "report.yes" : "report.no");
  if (item.value === null) return item.count > 1 ? String(item.count) : "";
  const isTime = figure === undefined || figureOf(figure).shape.kind === "duration";
  return isTime ? duration(item.value * 1_000) : String(item.value);
}
