import type { RuleWarningView } from "@circuito/protocol";
import { Chip, IconButton, Menu, type MenuEntry, Switch } from "@circuito/ui";
import { EllipsisVertical, TriangleAlert } from "lucide-react";
import { listTime } from "../../i18n/format.ts";
import { useT } from "../../i18n/translate.ts";
import { sentenceParts } from "../rule/rule-sentence.ts";
import type { Rule } from "../rule/rule-view.ts";
import { Sentence } from "../rule/sentence.tsx";
import type { RuleWorld } from "../rule/use-rule-names.ts";

export interface Hits {
  readonly hits: number;
  readonly lastAt: string | null;
}

/** What can be done with a rule from its row. */
export type RowAction = "top" | "bottom" | "move" | "duplicate" | "delete";

interface RuleRowProps {
  readonly rule: Rule;
  /** From 1. */
  readonly number: number;
  readonly isLast: boolean;
  readonly mayEdit: boolean;
  readonly hits: Hits | undefined;
  readonly now: number;
  readonly warnings: readonly RuleWarningView[];
  /** Something in it has to be said or mended first. */
  readonly isBroken: boolean;
  readonly world: RuleWorld;
  readonly onToggle: (enabled: boolean) => void;
  readonly onAction: (action: RowAction) => void;
}

/** A rule as a sentence, with how often it decided lately. */
export function RuleRow(props: RuleRowProps) {
  const { rule, number, hits, now, warnings, isBroken, world, mayEdit } = props;
  const t = useT();
  const { name } = rule;
  return (
    <div className="flex min-w-0 items-start gap-2 py-1">
      <span
        aria-hidden="true"
        className="w-4 flex-none pt-1 text-right text-12 text-fg-3 tabular-nums"
      >
        {number}
      </span>
      <div className="min-w-0 grow">
        <div className="flex min-w-0 items-center gap-1">
          <p
            className={`min-w-0 grow line-clamp-2 wrap-anywhere text-13 font-medium ${rule.enabled ? "" : "text-fg-2"}`}
          >
            {name || "…"}
          </p>
          <Switch isSelected={rule.enabled} isDisabled={!mayEdit} onChange={props.onToggle}>
            <span className="sr-only">{t("routing.isOn", { name })}</span>
          </Switch>
          {mayEdit && (
            <Menu
              label={t("routing.rowMenu", { name })}
              entries={menuOf(number, props.isLast, t)}
              onAction={(id) => props.onAction(id as RowAction)}
              placement="bottom end"
              trigger={
                <IconButton
                  size="small"
                  label={t("routing.rowMenu", { name })}
                  icon={<EllipsisVertical />}
                />
              }
            />
          )}
        </div>
        <p className="line-clamp-3 text-12 text-fg-2">
          <Sentence parts={sentenceParts(rule, world.names, t, VALUES_TOLD)} />
        </p>
        <p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-12 text-fg-3">
          <HitsText hits={hits} now={now} />
          {isBroken && (
            <Chip tone="danger" icon={<TriangleAlert />}>
              {t("routing.toMend")}
            </Chip>
          )}
          {!isBroken && warnings.length > 0 && (
            <Chip tone="warn" icon={<TriangleAlert />}>
              {t("routing.warnings", { count: warnings.length })}
            </Chip>
          )}
        </p>
      </div>
    </div>
  );
}

/** Of a list of words: enough to know the rule by. */
const VALUES_TOLD = 3;

/** "42 em 7 dias · última 14:05", or that it never decided. */
export function HitsText({ hits, now }: { readonly hits: Hits | undefined; readonly now: number }) {
  const t = useT();
  if (hits === undefined) return null;
  if (hits.lastAt === null) return <span>{t("routing.neverHit")}</span>;
  return (
    <span className="tabular-nums">
      {t("routing.hits", { count: hits.hits, last: listTime(hits.lastAt, now) })}
    </span>
  );
}

function menuOf(number: number, isLast: boolean, t: ReturnType<typeof useT>): readonly MenuEntry[] {
  const isFirst = number === 1;
  const item = (id: RowAction, more: object = {}) =>
    ({ kind: "item", id, label: t(`routing.row.${id}`), ...more }) as const;
  return [
    item("top", { isDisabled: isFirst }),
    item("bottom", { isDisabled: isLast }),
    item("move", { isDisabled: isFirst && isLast }),
    { kind: "separator", id: "line" },
    item("duplicate"),
    item("delete", { isDanger: true }),
  ];
}
