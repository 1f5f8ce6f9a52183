import type { OfferedChoice } from "../chat/outbound-chat.ts";
import {
  type AttendantFlow,
  type AttendantLanguage,
  type AttendantMenu,
  type AttendantOption,
  wordsIn,
} from "./attendant-flow.ts";
import { BUILT_IN_WORDS } from "./built-in-words.ts";

/** Ids of what is offered in every menu; no option may have them. */
export const PERSON_ID = "person";
export const BACK_ID = "back";

/** The option at the end of a path; `undefined` where the flow has none such, or at the first menu. */
export function optionAt(
  flow: AttendantFlow,
  path: readonly string[],
): AttendantOption | undefined {
  let menu = flow.menu;
  let found: AttendantOption | undefined;
  for (const id of path) {
    found = menu?.options.find((option) => option.id === id);
    if (!found) return undefined;
    menu = found.menu;
  }
  return found;
}

export function menuAt(flow: AttendantFlow, path: readonly string[]): AttendantMenu | undefined {
  return path.length === 0 ? flow.menu : optionAt(flow, path)?.menu;
}

/**
 * What a menu offers, in the order of its numbers: its options, the way back, and the way to a person.
 * An id is the whole path, so that a button of an older message still means what it said.
 */
export function choicesAt(
  flow: AttendantFlow,
  path: readonly string[],
  language: AttendantLanguage,
): readonly OfferedChoice[] {
  const options = menuAt(flow, path)?.options ?? [];
  const own = BUILT_IN_WORDS[language];
  return [
    ...options.map(({ id, label, description }): OfferedChoice => {
      const below = description && wordsIn(description, language, flow.language);
      return {
        id: choiceId([...path, id]),
        title: wordsIn(label, language, flow.language),
        ...(below && { description: below }),
      };
    }),
    ...(path.length > 0 ? [{ id: BACK_ID, title: own.back }] : []),
    { id: PERSON_ID, title: own.person },
  ];
}

/** The labels of what was chosen on a path, as the company calls them; what is gone is left out. */
export function labelsOf(flow: AttendantFlow, path: readonly string[]): readonly string[] {
  return path.flatMap((_, at) => {
    const option = optionAt(flow, path.slice(0, at + 1));
    return option ? [wordsIn(option.label, flow.language, flow.language)] : [];
  });
}

export function choiceId(path: readonly string[]): string {
  return path.join("/");
}

export function pathOfChoice(id: string): readonly string[] {
  return id.split("/");
}
