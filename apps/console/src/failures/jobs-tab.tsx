import type { FailedJobView, JobFailures } from "@circuito/protocol";
import { Banner, Button, Checkbox } from "@circuito/ui";
import type { UseQueryResult } from "@tanstack/react-query";
import { Hourglass } from "lucide-react";
import { useState } from "react";
import { type JobName, supervisionApi } from "../api/supervision.ts";
import { listTime } from "../i18n/format.ts";
import { type MessageId, useT } from "../i18n/translate.ts";
import { useNow } from "../workspace/use-now.ts";
import { BatchDialog } from "./batch-dialog.tsx";
import { FailureList } from "./failure-list.tsx";
import { useChosen } from "./use-chosen.ts";

/** Jobs that were given up, and what had its time and was not done. */
export function JobsTab({ query }: { readonly query: UseQueryResult<JobFailures> }) {
  const t = useT();
  const now = useNow();
  const items = query.data?.items ?? [];
  const stuck = query.data?.stuck ?? [];
  const rows = items.map((job) => ({ ...job, name: job, id: `${job.kind}/${job.id}` }));
  const chosen = useChosen(rows);
  const [act, setAct] = useState<"retry" | "remove" | null>(null);
  const some: readonly JobName[] = rows
    .filter(({ id }) => chosen.has(id))
    .map(({ name: { kind, id } }) => ({ kind, id }));
  return (
    <FailureList query={query} isEmpty={items.length === 0 && stuck.length === 0}>
      {stuck.map(({ kind, count, oldestAt }) => (
        <Banner key={kind} tone="warn" icon={<Hourglass />}>
          {t("failures.stuck", {
            what: t(`failures.due.${kind}` as MessageId),
            count,
            time: listTime(oldestAt, now),
          })}
        </Banner>
      ))}
      {rows.length > 0 && (
        <div className="flex flex-col gap-3 rounded-pane border border-line p-3">
          <p className="text-13 text-fg-2">{t("failures.jobsText")}</p>
          <ul aria-label={t("failures.jobs")} className="flex flex-col">
            {rows.map((row) => (
              <Job
                key={row.id}
                job={row.name}
                isChosen={chosen.has(row.id)}
                onChoose={(isChosen) => chosen.set(row.id, isChosen)}
              />
            ))}
          </ul>
          <div className="flex flex-wrap items-center gap-2">
            <span role="status" className="text-13 text-fg-2">
              {t("failures.chosen", { count: some.length })}
            </span>
            {(["retry", "remove"] as const).map((verb) => (
              <Button
                key={verb}
                size="small"
                onPress={() => setAct(verb)}
                disabledReason={some.length === 0 ? t("failures.chooseFirst") : undefined}
              >
                {t(`failures.job.${verb}`)}
              </Button>
            ))}
          </div>
        </div>
      )}
      {act !== null && (
        <BatchDialog
          title={t(`failures.job.${act}Title`, { count: some.length })}
          description={t(`failures.job.${act}Text`)}
          submitLabel={t(`failures.job.${act}`)}
          items={async () => some}
          act={async (chunk) =>
            (act === "retry"
              ? await supervisionApi.retryJobs(chunk)
              : await supervisionApi.removeJobs(chunk)
            ).results
          }
          onClose={() => setAct(null)}
        />
      )}
    </FailureList>
  );
}

interface JobProps {
  readonly job: FailedJobView;
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
}

function Job({ job, isChosen, onChoose }: JobProps) {
  const t = useT();
  const now = useNow();
  const name = t(`failures.jobKind.${job.kind}`);
  return (
    <li className="flex items-start gap-3 border-line-subtle border-b py-2 text-13 last:border-b-0">
      <Checkbox
        isSelected={isChosen}
        onChange={onChoose}
        aria-label={t("failures.choose", { name: `${name} ${job.id}` })}
      />
      <span className="flex min-w-0 grow flex-col">
        <span className="font-medium">{name}</span>
        <span className="break-words text-fg-2">{job.error}</span>
        <span className="text-12 text-fg-3">
          {t("failures.jobFacts", { attempts: job.attempts, subjects: job.subjects })}
        </span>
      </span>
      {job.failedAt !== null && (
        <time dateTime={job.failedAt} className="flex-none text-12 tabular-nums text-fg-3">
          {listTime(job.failedAt, now)}
        </time>
      )}
    </li>
  );
}
