/* Changes of a flow, each making a new one. A path names options by their places from the top. */
import type {
  AttendantFlow,
  AttendantLanguage,
  AttendantMenu,
  AttendantOption,
  AttendantWords,
} from "@circuito/protocol/attendant-text";

export type OptionPath = readonly number[];

/** One language of a text; emptied, it has no such language. */
export function withWords(
  words: AttendantWords | undefined,
  language: AttendantLanguage,
  text: string,
): AttendantWords {
  const { [language]: _before, ...rest } = words ?? {};
  return text === "" ? rest : { ...rest, [language]: text };
}

/** The menu at a path changed; the first one for an empty path. */
export function changeMenu(
  flow: AttendantFlow,
  path: OptionPath,
  change: (menu: AttendantMenu) => AttendantMenu,
): AttendantFlow {
  return flow.menu ? { ...flow, menu: changedMenu(flow.menu, path, change) } : flow;
}

function changedMenu(
  menu: AttendantMenu,
  [at, ...below]: OptionPath,
  change: (menu: AttendantMenu) => AttendantMenu,
): AttendantMenu {
  if (at === undefined) return change(menu);
  const options = menu.options.map((option, place) =>
    place === at && option.menu
      ? { ...option, menu: changedMenu(option.menu, below, change) }
      : option,
  );
  return { ...menu, options };
}

export function changeOption(
  flow: AttendantFlow,
  path: OptionPath,
  change: (option: AttendantOption) => AttendantOption,
): AttendantFlow {
  const at = path.at(-1);
  return changeMenu(flow, path.slice(0, -1), (menu) => ({
    ...menu,
    options: menu.options.map((option, place) => (place === at ? change(option) : option)),
  }));
}

export function removeOption(flow: AttendantFlow, path: OptionPath): AttendantFlow {
  const at = path.at(-1);
  return changeMenu(flow, path.slice(0, -1), (menu) => ({
    ...menu,
    options: menu.options.filter((_, place) => place !== at),
  }));
}

/** One place up (−1) or down (1) among its siblings. */
export function moveOption(flow: AttendantFlow, path: OptionPath, step: 1 | -1): AttendantFlow {
  const at = path.at(-1) ?? 0;
  return changeMenu(flow, path.slice(0, -1), (menu) => {
    const [option, other] = [menu.options[at], menu.options[at + step]];
    if (!option || !other) return menu;
    const options = menu.options.map((one, place) =>
      place === at ? other : place === at + step ? option : one,
    );
    return { ...menu, options };
  });
}

/** A name for rules, made of a label: "2ª via de boleto" is `2a-via-de-boleto`; unique among its siblings. */
export function idFor(label: string, taken: readonly string[]): string {
  const plain = label
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, ID_LENGTH_MAX);
  const base = plain === "" || RESERVED.has(plain) ? `opcao${plain && `-${plain}`}` : plain;
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!taken.includes(id)) return id;
  }
}

/** Leaves room for a number behind it within the 40 characters of an id. */
const ID_LENGTH_MAX = 32;
/** What every menu offers by itself. */
const RESERVED: ReadonlySet<string> = new Set(["person", "back"]);

/** Every complete answer, as ids from the first menu on, with its labels. */
export function answersOf(
  flow: AttendantFlow,
): readonly { readonly path: readonly string[]; readonly labels: readonly string[] }[] {
  const below = (
    menu: AttendantMenu,
    ids: readonly string[],
    names: readonly string[],
  ): readonly { readonly path: readonly string[]; readonly labels: readonly string[] }[] =>
    menu.options.flatMap((option) => {
      const path = [...ids, option.id];
      const labels = [...names, option.label[flow.language] ?? option.id];
      return option.menu ? below(option.menu, path, labels) : [{ path, labels }];
    });
  return flow.menu ? below(flow.menu, [], []) : [];
}

/** Ids that rules may name already: they stay when a label is written anew. */
export function idsIn(flow: AttendantFlow | null): ReadonlySet<string> {
  const ids = new Set<string>();
  const walk = (menu: AttendantMenu | undefined): void => {
    for (const option of menu?.options ?? []) {
      ids.add(option.id);
      walk(option.menu);
    }
  };
  walk(flow?.menu);
  return ids;
}
