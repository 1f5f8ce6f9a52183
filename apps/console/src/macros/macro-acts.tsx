import {
  BellOff,
  Check,
  Flame,
  Forward,
  type LucideIcon,
  NotebookPen,
  Tag,
  Tags,
} from "lucide-react";
import { useCallback } from "react";
import { categoryPath, useCategories } from "../categories/use-categories.ts";
import { useT } from "../i18n/translate.ts";
import { useQueues } from "../workspace/queries.ts";
import { actSentence } from "./act-sentence.ts";
import type { MacroAct, MacroActKind } from "./macro-form.ts";

export const ACT_ICONS: Readonly<Record<MacroActKind, LucideIcon>> = {
  label: Tag,
  prioritize: Flame,
  categorize: Tags,
  note: NotebookPen,
  transfer: Forward,
  snooze: BellOff,
  resolve: Check,
};

/** Says acts as sentences, with the names of what they name. */
export function useActSentence(): (act: MacroAct) => string {
  const t = useT();
  const queues = useQueues().data;
  const categories = useCategories().data;
  return useCallback(
    (act) =>
      actSentence(
        act,
        {
          queue: (id) => queues?.find((queue) => queue.id === id)?.name,
          category: (id) => {
            const found = categories?.find((category) => category.id === id);
            return found && categoryPath(found, categories ?? []);
          },
        },
        t,
      ),
    [t, queues, categories],
  );
}

/** What a macro does, a sentence an act, in the order they are done in. */
export function MacroActs({ acts }: { readonly acts: readonly MacroAct[] }) {
  const sentence = useActSentence();
  return (
    <ol className="flex flex-col gap-2">
      {acts.map((act) => {
        const Icon = ACT_ICONS[act.kind];
        return (
          <li key={act.kind} className="flex gap-2">
            <Icon aria-hidden="true" className="mt-0.5 size-4 flex-none text-fg-3" />
            <span className="line-clamp-4 min-w-0 whitespace-pre-wrap wrap-anywhere">
              {sentence(act)}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
