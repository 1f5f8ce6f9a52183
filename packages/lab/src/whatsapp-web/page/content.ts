/** What the library adds for the page's own use; it is neither sent nor serialized. */
const OF_THE_PAGE = new Set(["mediaBlob", "renderableUrl", "preview", "waitUntilMsgSent"]);

/** A message's own attributes, out of all that the library puts together. */
export function contentOf(message: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const own = Object.entries(message).filter(
    ([name, value]) => !OF_THE_PAGE.has(name) && value !== undefined,
  );
  return Object.fromEntries(own);
}
