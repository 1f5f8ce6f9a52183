import { create } from "zustand";

/** As many as the server takes at once; more than anybody looks over. */
export const SELECTED_MAX = 100;

/** Rows that are chosen to be acted on together; another list begins with none. */
const useSelection = create<{ readonly ids: ReadonlySet<string> }>(() => ({ ids: new Set() }));

export const useSelected = <T>(of: (ids: ReadonlySet<string>) => T): T =>
  useSelection(({ ids }) => of(ids));

export const selectedIds = (): ReadonlySet<string> => useSelection.getState().ids;

export function select(ids: Iterable<string>): void {
  useSelection.setState({ ids: new Set(ids) });
}

/** The row under the keyboard: in or out. */
export function toggleSelected(id: string): void {
  const ids = new Set(selectedIds());
  if (!ids.delete(id)) ids.add(id);
  select(ids);
}
