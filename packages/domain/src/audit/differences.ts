/** What JSON is made of. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** A place in a document whose value is not what it was. */
export interface Difference {
  /** Names from the top, with dots between: `members.3f2a.weight`. */
  readonly path: string;
  /** Absent: it is new. */
  readonly before?: Json;
  /** Absent: it is gone. */
  readonly after?: Json;
}

/** More is another document; who looks is told that there is more. */
export const DIFFERENCES_MAX = 200;

/**
 * What differs between two documents, leaf by leaf, in the order of the names. Lists whose elements
 * have ids are compared by id, whatever their order; other lists as a whole.
 */
export function differences(before: Json | undefined, after: Json | undefined): Difference[] {
  const found: Difference[] = [];
  compare("", before, after, found);
  return found;
}

function compare(
  path: string,
  before: Json | undefined,
  after: Json | undefined,
  found: Difference[],
): void {
  if (found.length >= DIFFERENCES_MAX || isSame(before, after)) return;
  const parts = partsOf(before, after);
  if (parts === undefined) {
    found.push({
      path,
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    });
    return;
  }
  for (const [name, was, is] of parts)
    compare(path === "" ? name : `${path}.${name}`, was, is, found);
}

type Part = readonly [name: string, before: Json | undefined, after: Json | undefined];

/** The named parts of both; nothing where one of them has none. */
function partsOf(before: Json | undefined, after: Json | undefined): Part[] | undefined {
  const was = before === undefined ? new Map() : namedParts(before);
  const is = after === undefined ? new Map() : namedParts(after);
  if (was === undefined || is === undefined) return undefined;
  const names = [...new Set([...was.keys(), ...is.keys()])].sort();
  if (names.length === 0) return undefined;
  return names.map((name) => [name, was.get(name), is.get(name)]);
}

function namedParts(value: Json): Map<string, Json> | undefined {
  if (Array.isArray(value)) {
    const byId = new Map<string, Json>();
    for (const element of value as readonly Json[]) {
      const id = idOf(element);
      if (id === undefined || byId.has(id)) return undefined;
      byId.set(id, element);
    }
    return byId;
  }
  if (typeof value !== "object" || value === null) return undefined;
  return new Map(Object.entries(value));
}

function idOf(element: Json): string | undefined {
  if (typeof element !== "object" || element === null || Array.isArray(element)) return undefined;
  const { id } = element as { readonly id?: Json };
  return typeof id === "string" || typeof id === "number" ? String(id) : undefined;
}

function isSame(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) {
    return false;
  }
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length) return false;
  return names.every((name) =>
    isSame((one as Record<string, Json>)[name], (other as Record<string, Json>)[name]),
  );
}
