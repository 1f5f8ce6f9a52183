import { type Cursor, parseCursor } from "@circuito/store";
import { HttpProblem } from "./problem.ts";

/** @throws HttpProblem for a cursor that we did not make */
export function pageCursor(text: string | undefined): Cursor | undefined {
  if (text === undefined) return undefined;
  const cursor = parseCursor(text);
  if (!cursor) throw new HttpProblem("invalid", "query.cursor: is not one of ours");
  return cursor;
}

/** A cursor of a list that is ordered by UUIDs, or by numbers: one is no use in the other. */
export function cursorOf(kind: "uuid" | "number", text: string | undefined): Cursor | undefined {
  const cursor = pageCursor(text);
  if (cursor && cursor.id.includes("-") !== (kind === "uuid")) {
    throw new HttpProblem("invalid", "query.cursor: is of another list");
  }
  return cursor;
}
