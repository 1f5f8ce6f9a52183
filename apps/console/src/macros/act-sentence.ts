import { duration } from "../i18n/format.ts";
import { priorityName } from "../i18n/labels.ts";
import type { Translate } from "../i18n/translate.ts";
import type { MacroAct } from "./macro-form.ts";

/** How what an act names is called; undefined: it is there no more, or is not loaded yet. */
export interface ActNames {
  readonly category: (id: string) => string | undefined;
  readonly queue: (id: string) => string | undefined;
}

const MINUTE_MS = 60_000;

/** What one act does, as a sentence: "Põe a etiqueta Boleto". */
export function actSentence(act: MacroAct, names: ActNames, t: Translate): string {
  switch (act.kind) {
    case "label":
      return labelSentence(act, t);
    case "prioritize":
      return t("macro.says.prioritize", { priority: priorityName(act.priority) });
    case "categorize":
      return t("macro.says.categorize", { category: names.category(act.categoryId) ?? "…" });
    case "note":
      return t("macro.says.note", { text: act.text });
    case "transfer":
      return t("macro.says.transfer", { queue: names.queue(act.queueId) ?? "…" });
    case "snooze":
      return act.minutes === null
        ? t("macro.says.wait")
        : t("macro.says.snooze", { time: duration(act.minutes * MINUTE_MS) });
    case "resolve":
      return t("macro.says.resolve");
  }
}

function labelSentence({ add, remove }: MacroAct & { kind: "label" }, t: Translate): string {
  const added = { labels: add.join(", "), count: add.length };
  const removed = { labels: remove.join(", "), count: remove.length };
  if (remove.length === 0) return t("macro.says.label", added);
  if (add.length === 0) return t("macro.says.unlabel", removed);
  return `${t("macro.says.label", added)} · ${t("macro.says.unlabel", removed)}`;
}
