export interface Standing {
  readonly ids: readonly string[];
  /** How many would come in between or above. */
  readonly arrived: number;
}

/**
 * A list that stands still while somebody is at it: what came since is only counted, what was fetched of
 * its end comes after it.
 * @param held as it stood
 * @param fresh as the server has it now, as far as it was fetched
 */
export function standStill(held: readonly string[], fresh: readonly string[]): Standing {
  const isHeld = new Set(held);
  const end = fresh.findLastIndex((id) => isHeld.has(id));
  const further = end === -1 ? [] : fresh.slice(end + 1);
  const arrived = fresh.filter((id) => !isHeld.has(id)).length - further.length;
  return { ids: further.length === 0 ? held : [...held, ...further], arrived };
}
