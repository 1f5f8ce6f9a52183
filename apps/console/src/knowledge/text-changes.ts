/** A stretch of a text that was put in, taken out or written anew. */
export interface TextChange {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Beyond this much work two texts are shown as one change: nobody reads a hundred small ones. */
const CELLS_MAX = 1_000_000;

/** What differs between two texts, paragraph by paragraph, in the order in which it is read. */
export function textChanges(before: string, after: string): readonly TextChange[] {
  const a = paragraphs(before);
  const b = paragraphs(after);
  if (a.length * b.length > CELLS_MAX) return [change(a, b)];
  const common = commonLengths(a, b);
  const changes: TextChange[] = [];
  let gone: string[] = [];
  let added: string[] = [];
  let i = 0;
  let j = 0;
  const close = () => {
    if (gone.length + added.length > 0) changes.push(change(gone, added));
    gone = [];
    added = [];
  };
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      close();
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && at(common, i + 1, j) >= at(common, i, j + 1))) {
      gone.push(a[i] ?? "");
      i += 1;
    } else {
      added.push(b[j] ?? "");
      j += 1;
    }
  }
  close();
  return changes;
}

const paragraphs = (text: string) => text.split(/\n{2,}/).filter((one) => one.trim() !== "");

const change = (gone: readonly string[], added: readonly string[]): TextChange => ({
  before: gone.length === 0 ? undefined : gone.join("\n\n"),
  after: added.length === 0 ? undefined : added.join("\n\n"),
});

const at = (table: readonly (readonly number[])[], i: number, j: number) => table[i]?.[j] ?? 0;

/** Of what is from `i` and from `j` on: the length of the longest common subsequence. */
function commonLengths(a: readonly string[], b: readonly string[]): number[][] {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const row = table[i];
      if (row === undefined) continue;
      row[j] =
        a[i] === b[j]
          ? at(table, i + 1, j + 1) + 1
          : Math.max(at(table, i + 1, j), at(table, i, j + 1));
    }
  }
  return table;
}
