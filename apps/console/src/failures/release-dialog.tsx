import { ErrorState, SkeletonRows } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { supervisionApi } from "../api/supervision.ts";
import { useT } from "../i18n/translate.ts";
import { errorText } from "../verbs/problem-text.ts";
import { BatchDialog } from "./batch-dialog.tsx";
import { TrialText } from "./trial-text.tsx";

interface RowsDialogProps {
  readonly count: number;
  readonly ids: () => Promise<readonly string[]>;
  readonly onClose: () => void;
}

/** Tried before anything is done: enough to see whether the cause is gone. */
const TRIED_MAX = 3;

/** Lets them in: first what would become of some of them, then all, with progress. */
export function ReleaseDialog({ count, ids, onClose }: RowsDialogProps) {
  const t = useT();
  return (
    <BatchDialog
      title={t("failures.releaseTitle", { count })}
      description={t("failures.releaseText")}
      submitLabel={t("failures.release")}
      preview={<Trials ids={ids} />}
      items={ids}
      act={async (chunk) => (await supervisionApi.releaseRows(chunk)).results}
      onClose={onClose}
    />
  );
}

function Trials({ ids }: Pick<RowsDialogProps, "ids">) {
  const t = useT();
  const query = useQuery({
    queryKey: ["release-trials"],
    queryFn: async () => {
      const some = (await ids()).slice(0, TRIED_MAX);
      return await Promise.all(
        some.map(async (id) => ({ id, ...(await supervisionApi.tryRelease(id)) })),
      );
    },
    // What is tried is what is chosen now.
    gcTime: 0,
    staleTime: 0,
  });
  if (query.isPending) return <SkeletonRows rows={2} label={t("failures.trying")} />;
  if (query.isError) {
    return (
      <ErrorState
        title={errorText(query.error)}
        retryLabel={t("action.retry")}
        onRetry={() => void query.refetch()}
      />
    );
  }
  return (
    <section
      // Nothing in it takes focus: without a stop, keys could not scroll it.
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must take focus
      tabIndex={0}
      aria-label={t("failures.wouldHappen")}
      className="ring-focus flex flex-col gap-2 rounded-control"
    >
      <h3 className="text-13 font-semibold">{t("failures.wouldHappen")}</h3>
      <ul className="flex flex-col gap-2">
        {query.data.map((trial) => (
          <li key={trial.id} className="rounded-control bg-sunken px-3 py-2 text-13">
            <TrialText trial={trial} />
          </li>
        ))}
      </ul>
    </section>
  );
}
