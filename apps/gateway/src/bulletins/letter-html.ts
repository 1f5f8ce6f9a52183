import { escapeHtml } from "../http/escape-html.ts";

const FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif";

/** A letter of ours: a heading, what it says, a link, and why somebody gets it. */
export function letterHtml({
  language,
  title,
  body,
  link,
  linkText,
  why,
}: {
  readonly language: string;
  readonly title: string;
  /** Markup. */
  readonly body: string;
  readonly link: string;
  readonly linkText: string;
  readonly why: string;
}): string {
  return `<!doctype html>
<html lang="${escapeHtml(language)}"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${escapeHtml(title)}</title></head>
<body style="margin:0;padding:24px;${FONT};font-size:15px;line-height:1.5">
<div style="max-width:720px;margin:0 auto">
<h1 style="font-size:20px;margin:0 0 12px">${escapeHtml(title)}</h1>
${body}
<p style="margin:20px 0"><a href="${escapeHtml(link)}">${escapeHtml(linkText)}</a></p>
<p style="font-size:12px;color:#6b7280;margin:24px 0 0">${escapeHtml(why)}</p>
</div></body></html>
`;
}

export function paragraphs(lines: readonly string[]): string {
  return lines.map((line) => `<p style="margin:0 0 8px">${escapeHtml(line)}</p>`).join("\n");
}
