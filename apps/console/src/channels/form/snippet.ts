/** What a page of the company carries; the script only gives the frame the height of the form. */
export function embedSnippet(formUrl: string, title: string): string {
  const { origin } = new URL(formUrl);
  return [
    `<iframe src="${formUrl}?embed=1" title="${attribute(title)}"`,
    '  style="width:100%;border:0;min-height:40rem"></iframe>',
    `<script async src="${origin}/f/embed.js"></script>`,
  ].join("\n");
}

function attribute(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
