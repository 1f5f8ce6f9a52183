/** Whether a page loads our chat: this inbox's, another's, or none. */
export type WidgetOnPage = "found" | "other-chat" | "absent";

const SCRIPT = /<script\b[^>]*>/gi;
const ATTRIBUTE = /\b(src|data-inbox)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi;
const LOADER = /^\/widget(?:\/v1\/([^/]+)\/widget)?\.js$/;

/**
 * Looks for the snippet in a page's source. What a tag manager adds later is not in there: `absent` is
 * no proof that visitors see no chat.
 * @param gatewayUrl our own address, by which pages load the chat
 * @param pageUrl against which addresses in the page are read
 */
export function widgetOnPage(
  html: string,
  inboxId: string,
  { gatewayUrl, pageUrl }: { readonly gatewayUrl: string; readonly pageUrl: string },
): WidgetOnPage {
  const { origin } = new URL(gatewayUrl);
  const inboxes = [...html.matchAll(SCRIPT)].flatMap(([tag]) => {
    const given = new Map(
      [...tag.matchAll(ATTRIBUTE)].map(([, name = "", ...values]) => [
        name.toLowerCase(),
        values.find((value) => value !== undefined) ?? "",
      ]),
    );
    const src = given.get("src") ?? "";
    if (!URL.canParse(src, pageUrl)) return [];
    const at = new URL(src, pageUrl);
    const loader = at.origin === origin ? LOADER.exec(at.pathname) : null;
    // Where both name one, the attribute stands over what came with the code.
    return loader ? [given.get("data-inbox") ?? loader[1] ?? ""] : [];
  });
  if (inboxes.includes(inboxId)) return "found";
  return inboxes.length > 0 ? "other-chat" : "absent";
}
