import { MACRO_ACT_KINDS } from "@circuito/protocol/macro-text";
import { Button, IconButton, Menu, type MenuEntry, ProblemLine } from "@circuito/ui";
import { Plus, Trash2 } from "lucide-react";
import { useEffect, useRef } from "react";
import { useT } from "../i18n/translate.ts";
import { ActFields } from "./act-fields.tsx";
import { ACT_ICONS } from "./macro-acts.tsx";
import {
  blankAct,
  type MacroAct,
  type MacroActKind,
  type MacroMistakes,
  whyNot,
  withAct,
} from "./macro-form.ts";

interface ActListProps {
  readonly acts: readonly MacroAct[];
  readonly onChange: (acts: MacroAct[]) => void;
  readonly mistakes: MacroMistakes;
  /** Somebody tried to save: what is missing says so. */
  readonly isChecked: boolean;
}

/**
 * What a macro does, each act with its fields. They stand in the order they are done in, which is no
 * choice: what is said of a conversation comes before where it goes.
 */
export function ActList({ acts, onChange, mistakes, isChecked }: ActListProps) {
  const t = useT();
  const added = useRef<MacroActKind | null>(null);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    // The menu gave the focus back to its button: who added an act goes on in it.
    if (added.current === null || !acts.some(({ kind }) => kind === added.current)) return;
    const item = list.current?.querySelector<HTMLElement>(`[data-act="${added.current}"]`);
    added.current = null;
    item?.scrollIntoView({ block: "nearest" });
    // What has no fields keeps the focus where the next act is added.
    item?.querySelector<HTMLElement>("[data-fields] :is(input, textarea, button)")?.focus();
  }, [acts]);

  const entries = MACRO_ACT_KINDS.map((kind): MenuEntry => {
    const why = whyNot(acts, kind);
    const Icon = ACT_ICONS[kind];
    return {
      kind: "item",
      id: kind,
      label: t(`macro.kind.${kind}`),
      icon: <Icon />,
      isDisabled: why !== null,
      description:
        why === null
          ? t(`macro.kindText.${kind}`)
          : t(why.id, { end: why.end && t(`macro.kind.${why.end}`) }),
    };
  });

  return (
    <div className="flex flex-col gap-3">
      {acts.length > 0 && (
        <ol ref={list} aria-label={t("macro.acts")} className="flex flex-col gap-3">
          {acts.map((act, at) => {
            const Icon = ACT_ICONS[act.kind];
            const mistake = mistakes.of.get(act.kind);
            return (
              <li
                key={act.kind}
                data-act={act.kind}
                className="flex flex-col gap-3 rounded-pane border border-line p-3"
              >
                <div className="flex items-center gap-2">
                  <span className="w-4 text-center text-12 text-fg-3 tabular-nums">{at + 1}</span>
                  <Icon aria-hidden="true" className="size-4 text-fg-2" />
                  <h3 className="min-w-0 grow text-13 font-semibold">
                    {t(`macro.kind.${act.kind}`)}
                  </h3>
                  <IconButton
                    size="small"
                    label={t("macro.removeAct", { act: t(`macro.kind.${act.kind}`) })}
                    icon={<Trash2 />}
                    onPress={() => onChange(acts.filter(({ kind }) => kind !== act.kind))}
                  />
                </div>
                <div data-fields className="min-[600px]:pl-12">
                  <ActFields
                    act={act}
                    onChange={(changed) => onChange(withAct(acts, changed))}
                    isChecked={isChecked}
                    error={isChecked && mistake !== undefined ? t(mistake) : undefined}
                  />
                </div>
              </li>
            );
          })}
        </ol>
      )}
      {isChecked && mistakes.acts !== undefined && <ProblemLine>{t(mistakes.acts)}</ProblemLine>}
      <div>
        <Menu
          label={t("macro.addAct")}
          entries={entries}
          onAction={(id) => {
            const kind = MACRO_ACT_KINDS.find((one) => one === id);
            if (kind === undefined) return;
            added.current = kind;
            onChange(withAct(acts, blankAct(kind)));
          }}
          trigger={<Button icon={<Plus />}>{t("macro.addAct")}</Button>}
        />
      </div>
    </div>
  );
}
