/** Where a page ended: what it is ordered by, and the id that breaks ties. */
export interface Cursor {
  /** Smaller comes first; 0 where nothing goes before time. */
  readonly rank: number;
  /** Ms since epoch. */
  readonly at: number;
  /** A UUID, or decimal digits where rows are numbered. */
  readonly id: string;
}

const CURSOR =
  /^(-?\d{1,5}) (\d{1,15}) ([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\d{1,18})$/;

/** Opaque to clients. It says nothing they did not see and opens nothing, so it needs no signature. */
export function cursorText(cursor: Cursor): string {
  return Buffer.from(`${cursor.rank} ${cursor.at} ${cursor.id}`).toString("base64url");
}

/** A cursor that a client sent back; `undefined` if it is none of ours. */
export function parseCursor(text: string): Cursor | undefined {
  const [, rank, at, id] = CURSOR.exec(Buffer.from(text, "base64url").toString("latin1")) ?? [];
  if (rank === undefined || at === undefined || id === undefined) return undefined;
  return { rank: Number(rank), at: Number(at), id };
}
