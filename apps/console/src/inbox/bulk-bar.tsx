import type { ConversationView } from "@circuito/protocol";
import { Button, IconButton } from "@circuito/ui";
import { BellOff, Check, Flame, Forward, Tag, Tags, UserRound, X } from "lucide-react";
import { useEffect } from "react";
import { useT } from "../i18n/translate.ts";
import { useManyProgress } from "../verbs/many/progress.ts";
import { useManyVerbs } from "../verbs/many/use-many-verbs.ts";
import { type ManyKind, showLayer } from "../workspace/ui-state.ts";
import { useIsOnline } from "../workspace/workspace-context.ts";
import { SELECTED_MAX, select, useSelected } from "./selection.ts";

/** At the list's foot while rows are chosen: what can be done with all of them. */
export function BulkBar({ rows }: { readonly rows: readonly ConversationView[] }) {
  const t = useT();
  const isOnline = useIsOnline();
  const verbs = useManyVerbs();
  const progress = useManyProgress();
  const selected = useSelected((ids) => ids);
  const shown = rows.filter(({ id }) => selected.has(id));
  const conversationIds = shown.map(({ id }) => id);
  // What left the list meanwhile is acted on no more.
  useEffect(() => {
    if (shown.length !== selected.size) select(conversationIds);
  }, [shown.length, selected.size, conversationIds]);
  const reason = !isOnline
    ? t("problem.needsConnection")
    : shown.length > SELECTED_MAX
      ? t("many.tooMany", { count: SELECTED_MAX })
      : undefined;
  const layer = (kind: ManyKind) => () => showLayer({ kind, conversationIds });
  return (
    <section
      aria-label={t("many.title")}
      className="flex flex-none flex-wrap items-center gap-1 border-line border-t bg-raised px-3 py-2"
    >
      <span className="mr-1 text-13 font-medium tabular-nums" role="status">
        {progress === null
          ? t("many.selected", { count: shown.length })
          : t("many.progress", { done: progress.done, count: progress.total })}
      </span>
      {shown.length < rows.length && (
        <Button
          size="small"
          variant="ghost"
          onPress={() => select(rows.slice(0, SELECTED_MAX).map(({ id }) => id))}
        >
          {t("many.selectAll", { count: Math.min(rows.length, SELECTED_MAX) })}
        </Button>
      )}
      <span className="grow" />
      <IconButton size="small" label={t("action.clear")} icon={<X />} onPress={() => select([])} />
      <div className="flex w-full flex-wrap gap-1">
        <Button
          size="small"
          icon={<Check />}
          disabledReason={reason}
          onPress={() => void verbs.resolve(shown)}
        >
          {t("verb.resolve")}
        </Button>
        <IconButton
          size="small"
          variant="secondary"
          label={t("verb.assign")}
          icon={<UserRound />}
          disabledReason={reason}
          onPress={layer("assign")}
        />
        <IconButton
          size="small"
          variant="secondary"
          label={t("verb.transfer")}
          icon={<Forward />}
          disabledReason={reason}
          onPress={layer("transfer-many")}
        />
        <IconButton
          size="small"
          variant="secondary"
          label={t("verb.labels")}
          icon={<Tag />}
          disabledReason={reason}
          onPress={layer("labels")}
        />
        <IconButton
          size="small"
          variant="secondary"
          label={t("verb.category")}
          icon={<Tags />}
          disabledReason={reason}
          onPress={layer("category")}
        />
        <IconButton
          size="small"
          variant="secondary"
          label={t("verb.priority")}
          icon={<Flame />}
          disabledReason={reason}
          onPress={layer("priority")}
        />
        <IconButton
          size="small"
          variant="secondary"
          label={t("verb.snooze")}
          icon={<BellOff />}
          disabledReason={reason}
          onPress={layer("snooze-many")}
        />
      </div>
    </section>
  );
}
