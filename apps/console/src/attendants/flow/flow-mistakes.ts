import type { FlowMistake } from "@circuito/protocol/attendant-text";
import { t } from "../../i18n/translate.ts";

/** What is wrong at a field or inside it, in words: `menu.options.0.label`. */
export function mistakeAt(mistakes: readonly FlowMistake[], field: string): string | undefined {
  const found = mistakes.find(({ at }) => at === field || at.startsWith(`${field}.`));
  return found && mistakeText(found);
}

export function mistakeText({ because, max }: FlowMistake): string {
  return t(`attendant.mistake.${because}`, { max });
}
