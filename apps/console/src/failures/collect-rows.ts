/** More than this at once is nobody's decision about each of them: the rest goes in the next batch. */
const COLLECTED_MAX = 2_000;

/** The ids of a whole group, page by page. */
export async function collectRows(
  page: (
    cursor: string | undefined,
  ) => Promise<{ items: readonly { readonly id: string }[]; nextCursor: string | null }>,
): Promise<readonly string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await page(cursor);
    ids.push(...items.map(({ id }) => id));
    cursor = nextCursor ?? undefined;
  } while (cursor !== undefined && ids.length < COLLECTED_MAX);
  return ids;
}
