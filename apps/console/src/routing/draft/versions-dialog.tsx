import type { RuleVersionView } from "@circuito/protocol";
import {
  Button,
  Callout,
  Chip,
  Dialog,
  DiffView,
  ErrorState,
  Problem,
  SkeletonRows,
  TextField,
} from "@circuito/ui";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { fullTime } from "../../i18n/format.ts";
import { useT } from "../../i18n/translate.ts";
import { errorText } from "../../verbs/problem-text.ts";
import { routingApi } from "../routing-api.ts";
import type { Rule } from "../rule/rule-view.ts";
import type { RuleWorld } from "../rule/use-rule-names.ts";
import { ruleChanges } from "./rule-changes.ts";

interface VersionsDialogProps {
  readonly inForce: number;
  readonly inForceRules: readonly Rule[];
  readonly world: RuleWorld;
  readonly mayEdit: boolean;
  readonly onRestored: () => void;
  readonly onClose: () => void;
}

/** What was published when, by whom and why; any of it can be brought back. */
export function VersionsDialog(props: VersionsDialogProps) {
  const t = useT();
  const [chosen, setChosen] = useState<RuleVersionView | null>(null);
  const versions = useInfiniteQuery({
    queryKey: ["rule-versions"],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam }) => routingApi.listRuleVersions(pageParam),
    getNextPageParam: (last) => (last.hasMore ? last.items.at(-1)?.version : undefined),
  });
  const items = versions.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && props.onClose()}
      size="large"
      title={t("routing.versions")}
      description={t("routing.versionsText")}
      closeLabel={t("action.close")}
    >
      {versions.isPending && <SkeletonRows rows={3} label={t("routing.loading")} />}
      {versions.isError && (
        <ErrorState
          title={errorText(versions.error)}
          retryLabel={t("action.retry")}
          onRetry={() => void versions.refetch()}
        />
      )}
      {versions.isSuccess && items.length === 0 && (
        <p className="pb-4 text-13 text-fg-2">{t("routing.noVersions")}</p>
      )}
      <ul className="flex flex-col divide-y divide-line-subtle pb-3">
        {items.map((version) => (
          <li key={version.version} className="flex flex-col gap-2 py-2.5">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span className="w-8 flex-none text-13 font-semibold tabular-nums">
                {t("routing.versionShort", { version: version.version })}
              </span>
              <span className="min-w-40 grow text-13">
                <span className="block wrap-anywhere">{version.note}</span>
                <span className="block text-12 text-fg-2">
                  {t("routing.versionFacts", {
                    who: version.publishedBy,
                    when: fullTime(version.publishedAt),
                    count: version.rules,
                  })}
                  {version.restores !== null &&
                    ` · ${t("routing.restoresVersion", { version: version.restores })}`}
                </span>
              </span>
              {version.version === props.inForce ? (
                <Chip tone="ok">{t("routing.isInForce")}</Chip>
              ) : (
                <Button
                  size="small"
                  aria-expanded={chosen?.version === version.version}
                  onPress={() => setChosen(chosen?.version === version.version ? null : version)}
                >
                  {t("routing.compare")}
                </Button>
              )}
            </div>
            {chosen?.version === version.version && <Compared {...props} version={chosen} />}
          </li>
        ))}
      </ul>
      {versions.hasNextPage && (
        <div className="pb-4">
          <Button
            size="small"
            isPending={versions.isFetchingNextPage}
            onPress={() => void versions.fetchNextPage()}
          >
            {t("routing.olderVersions")}
          </Button>
        </div>
      )}
    </Dialog>
  );
}

/** What would be different if it were in force again. */
function Compared({
  version,
  inForce,
  inForceRules,
  world,
  mayEdit,
  onRestored,
}: VersionsDialogProps & { readonly version: RuleVersionView }) {
  const t = useT();
  const [note, setNote] = useState(t("routing.restoreNote", { version: version.version }));
  const [isRestoring, setRestoring] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const former = useQuery({
    queryKey: ["rule-version", version.version],
    queryFn: () => routingApi.getRuleVersion(version.version),
    staleTime: Number.POSITIVE_INFINITY,
  });

  async function restore() {
    setRestoring(true);
    setError(null);
    try {
      await routingApi.restoreRules(version.version, inForce, note.trim());
      onRestored();
    } catch (caught) {
      setError(caught);
      setRestoring(false);
    }
  }

  if (former.isPending) return <SkeletonRows rows={1} label={t("routing.loading")} />;
  if (former.isError) return <Callout tone="danger">{errorText(former.error)}</Callout>;
  return (
    <div className="flex flex-col gap-3 pl-11">
      <DiffView
        label={t("routing.changes")}
        changes={ruleChanges(inForceRules, former.data.rules, world.names, t)}
        texts={{ before: t("routing.now"), after: t("routing.after") }}
        emptyText={t("routing.sameRules")}
      />
      {error !== null && <Problem>{errorText(error)}</Problem>}
      {mayEdit && (
        <div className="flex flex-wrap items-end gap-2">
          <TextField
            className="min-w-40 grow"
            label={t("routing.note")}
            autoComplete="off"
            value={note}
            onChange={setNote}
          />
          <Button
            isPending={isRestoring}
            disabledReason={note.trim() === "" ? t("routing.needsNote") : undefined}
            onPress={() => void restore()}
          >
            {t("routing.restore")}
          </Button>
        </div>
      )}
    </div>
  );
}
