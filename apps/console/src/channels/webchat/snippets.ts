/** What a site's pages carry; the address brings the chat's look with it. */
export const htmlSnippet = (widgetUrl: string): string =>
  `<script async src="${widgetUrl}"></script>`;

/** Tag managers take attributes off scripts and put them in by themselves: this one adds its own. */
export const tagManagerSnippet = (widgetUrl: string): string =>
  [
    "<script>",
    "  (function () {",
    '    var chat = document.createElement("script");',
    "    chat.async = true;",
    `    chat.src = "${widgetUrl}";`,
    "    document.head.appendChild(chat);",
    "  })();",
    "</script>",
  ].join("\n");

/** What a site's content security policy has to let in; nothing else is needed. */
export function policyLines(widgetUrl: string): readonly string[] {
  const { origin } = new URL(widgetUrl);
  return [`script-src ${origin}`, `frame-src ${origin}`];
}
