import type { RuleHitsView, RuleWarningView } from "@circuito/protocol";
import { Button, SortableList } from "@circuito/ui";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useT } from "../../i18n/translate.ts";
import { useNow } from "../../workspace/use-now.ts";
import { mistakesOfRule } from "../draft/mistake-text.ts";
import { unfinishedIn } from "../draft/unfinished.ts";
import { moved, type Rule } from "../rule/rule-view.ts";
import type { RuleWorld } from "../rule/use-rule-names.ts";
import { MoveDialog } from "./move-dialog.tsx";
import { HitsText, type RowAction, RuleRow } from "./rule-row.tsx";

interface RuleListProps {
  readonly rules: readonly Rule[];
  readonly currentId: string | undefined;
  readonly world: RuleWorld;
  readonly hits: RuleHitsView | undefined;
  readonly warnings: readonly RuleWarningView[];
  readonly mistakes: ReadonlyMap<string, string>;
  readonly mayEdit: boolean;
  readonly onOpen: (id: string) => void;
  readonly onChange: (rules: readonly Rule[]) => void;
  readonly onAdd: () => void;
  readonly onDuplicate: (rule: Rule) => void;
  readonly onDelete: (rule: Rule) => void;
}

type Row = { readonly id: string; readonly name: string; readonly isPinned?: boolean };
/** What no rule catches: a row that nobody wrote and nobody moves. */
const FALLBACK = "fallback";

/** The rules in their order; what none of them catches comes last. */
export function RuleList(props: RuleListProps) {
  const { rules, currentId, world, hits, warnings, mistakes, mayEdit, onChange } = props;
  const t = useT();
  const now = useNow();
  const [moving, setMoving] = useState<number | null>(null);
  const hitsOf = (ruleId: string | null) => hits?.rules.find((one) => one.ruleId === ruleId);
  const rows: readonly Row[] = [
    ...rules.map(({ id, name }, at) => ({
      ...{ id, name: t("routing.ruleNumber", { number: at + 1, name }) },
      // Whoever may only read has nothing to drag.
      ...(!mayEdit && { isPinned: true }),
    })),
    { id: FALLBACK, name: t("routing.fallback"), isPinned: true },
  ];

  function act(at: number, action: RowAction): void {
    const rule = rules[at];
    if (rule === undefined) return;
    switch (action) {
      case "top":
        onChange(moved(rules, at, 0));
        return;
      case "bottom":
        onChange(moved(rules, at, rules.length - 1));
        return;
      case "move":
        setMoving(at);
        return;
      case "duplicate":
        props.onDuplicate(rule);
        return;
      case "delete":
        props.onDelete(rule);
        return;
    }
  }

  return (
    <div className="flex flex-col gap-3">
      <SortableList
        label={t("routing.rules")}
        items={rows}
        currentId={currentId}
        onOpen={(id) => id !== FALLBACK && props.onOpen(id)}
        onMove={(id, to) =>
          onChange(
            moved(
              rules,
              rules.findIndex((rule) => rule.id === id),
              to,
            ),
          )
        }
        texts={{
          drag: (name) => t("routing.drag", { name }),
          up: (name) => t("routing.moveUp", { name }),
          down: (name) => t("routing.moveDown", { name }),
          pinned: t("routing.pinned"),
        }}
      >
        {(row, at) => {
          const rule = rules[at];
          if (rule === undefined) {
            return (
              <div className="flex min-w-0 items-start gap-2 py-1">
                <span className="w-4 flex-none" />
                <div className="min-w-0 grow">
                  <p className="text-13 font-medium">{row.name}</p>
                  <p className="text-12 text-fg-2">
                    {t("routing.fallbackText", {
                      queue: world.names.queue(world.defaultQueueId ?? ""),
                    })}
                  </p>
                  <p className="mt-1 text-12 text-fg-3">
                    <HitsText hits={hitsOf(null)} now={now} />
                  </p>
                </div>
              </div>
            );
          }
          return (
            <RuleRow
              rule={rule}
              number={at + 1}
              isLast={at === rules.length - 1}
              mayEdit={mayEdit}
              hits={hitsOf(rule.id)}
              now={now}
              warnings={warnings.filter(({ ruleId }) => ruleId === rule.id)}
              isBroken={unfinishedIn(rule).length > 0 || mistakesOfRule(mistakes, at).size > 0}
              world={world}
              onToggle={(enabled) =>
                onChange(rules.map((one) => (one === rule ? { ...rule, enabled } : one)))
              }
              onAction={(action) => act(at, action)}
            />
          );
        }}
      </SortableList>
      {mayEdit && (
        <div>
          <Button icon={<Plus />} onPress={props.onAdd}>
            {t("routing.add")}
          </Button>
        </div>
      )}
      {moving !== null && (
        <MoveDialog
          rules={rules}
          from={moving}
          onClose={() => setMoving(null)}
          onMove={(to) => {
            setMoving(null);
            onChange(moved(rules, moving, to));
          }}
        />
      )}
    </div>
  );
}
