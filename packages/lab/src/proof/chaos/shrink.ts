/**
 * The smallest part of a list that still fails, as far as leaving things out finds it: halves first,
 * then smaller pieces, until no single one can be left out (delta debugging, Zeller 2002).
 * @param fails runs a part; called for no part twice
 */
export async function shrink<T>(
  items: readonly T[],
  fails: (part: readonly T[]) => Promise<boolean>,
): Promise<readonly T[]> {
  /** What a smaller list is without one piece, a larger one may have been without two. */
  const run = new Set<string>();
  const failsNow = async (part: readonly Placed<T>[]): Promise<boolean> => {
    const name = part.map(({ at }) => at).join();
    if (run.has(name)) return false;
    run.add(name);
    return await fails(part.map(({ item }) => item));
  };
  let smallest: readonly Placed<T>[] = items.map((item, at) => ({ item, at }));
  for (let pieces = 2; smallest.length >= 2; ) {
    const size = Math.ceil(smallest.length / pieces);
    const without = await firstFailing(leftOut(smallest, size), failsNow);
    if (without) {
      smallest = without;
      pieces = Math.max(2, pieces - 1);
    } else if (size === 1) {
      break;
    } else {
      pieces = Math.min(smallest.length, pieces * 2);
    }
  }
  return smallest.map(({ item }) => item);
}

interface Placed<T> {
  readonly item: T;
  readonly at: number;
}

/** The list without each of its pieces in turn; the longest pieces first. */
function leftOut<T>(items: readonly T[], size: number): (readonly T[])[] {
  const parts: (readonly T[])[] = [];
  for (let at = 0; at < items.length; at += size) {
    parts.push([...items.slice(0, at), ...items.slice(at + size)]);
  }
  return parts;
}

async function firstFailing<T>(
  parts: readonly (readonly T[])[],
  fails: (part: readonly T[]) => Promise<boolean>,
): Promise<readonly T[] | undefined> {
  for (const part of parts) {
    if (part.length > 0 && (await fails(part))) return part;
  }
  return undefined;
}
