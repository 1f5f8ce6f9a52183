import { previewText } from "./preview-text.ts";
import { sanitizeMailHtml } from "./sanitize-mail-html.ts";
import { splitHtmlReply } from "./split-html-reply.ts";

const options = { inlineUrl: (id: string) => (id === "logo@x" ? "/parts/logo" : undefined) };
const safe = (html: string) => sanitizeMailHtml(html, options).html;

test.each([
  ['<p style="color:red">oi <b>Ana</b></p>', '<p style="color:red">oi <b>Ana</b></p>'],
  [
    '<table border="1"><tr><td colspan="2">x</td></tr></table>',
    '<table border="1"><tr><td colspan="2">x</td></tr></table>',
  ],
  [
    '<a href="https://example.com/a?b=1&c=2">x</a>',
    '<a href="https://example.com/a?b=1&amp;c=2" target="_blank" rel="noopener noreferrer nofollow">x</a>',
  ],
  [
    '<a href="mailto:ana@example.com">x</a>',
    '<a href="mailto:ana@example.com" target="_blank" rel="noopener noreferrer nofollow">x</a>',
  ],
])("what a person wrote stays: %s", (html, expected) => {
  expect(safe(html)).toBe(expected);
});

test.each([
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  '<a href="javascript:alert(1)">x</a>',
  '<a href="jav\tascript:alert(1)">x</a>',
  '<a href="data:text/html,x">x</a>',
  '<base href="//evil.example">',
  '<meta http-equiv=refresh content="0;url=//evil.example">',
  "<form action=//evil.example><input name=a></form>",
  "<svg><animate onbegin=alert(1)></svg>",
  '<math><mtext><style><img src="</style><img src=x onerror=alert(1)>">',
  "<style>@import url(//evil.example)</style>",
  '<div style="position:fixed;top:0">x</div>',
  '<div style="background:url(//evil.example)">x</div>',
  "<template><img src=//evil.example></template>",
  "<div id=location class=x name=y>x</div>",
  '<div style="width:expression(alert(1))">x</div>',
  "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
  "<object data=//evil.example></object>",
  "<link rel=stylesheet href=//evil.example>",
  "<video poster=//evil.example></video>",
  '<table background="//evil.example"><tr><td background="//evil.example">x</td></tr></table>',
  '<a ping="//evil.example" href="https://x.example">x</a>',
  '<img srcset="//evil.example 2x">',
  '<div style="margin-top:-9999px">x</div>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<div style="color:red;background-image:\\75rl(//evil.example)">x</div>',
])("%s loses its teeth", (html) => {
  const result = safe(html).toLowerCase();
  expect(result).not.toMatch(
    /<(script|style|svg|math|iframe|object|link|meta|base|form|input|template|video|noscript)/,
  );
  expect(result).not.toMatch(
    /\son\w+=|javascript:|data:|evil\.example|position|url\(|expression|\sid=|\sclass=|srcset|ping=/,
  );
});

test("remote pictures wait for somebody to allow them", () => {
  const html = '<img src="https://pixel.example/a.gif" width="1"><img src="//cdn.example/b.png">';
  expect(sanitizeMailHtml(html, options)).toMatchObject({
    html: '<img width="1" data-remote="0" /><img data-remote="1" />',
    remoteImages: ["https://pixel.example/a.gif", "https://cdn.example/b.png"],
  });
  const proxied = sanitizeMailHtml(html, {
    ...options,
    proxyUrl: (url) => `/image?u=${encodeURIComponent(url)}`,
  });
  expect(proxied.html).toContain('src="/image?u=https%3A%2F%2Fpixel.example%2Fa.gif"');
});

test("parts of the mail itself are shown from where they are served", () => {
  expect(safe('<img src="cid:logo@x" alt="logo">')).toBe('<img alt="logo" src="/parts/logo" />');
  expect(safe('<img src="cid:missing">')).toBe("<img />");
});

test("a mail cannot mark a picture as held back by us", () => {
  expect(sanitizeMailHtml('<img data-remote="5">', options)).toMatchObject({
    html: "<img />",
    remoteImages: [],
  });
});

test("text that nobody sees is in no preview", () => {
  const html =
    'visível<span style="display: none">oculto</span><div style="font-size:0">nada</div>' +
    "<p style='mso-hide:all'>x</p>\u{e0041}\u{e0042}\u200b fim";
  expect(previewText({ html }, 100)).toBe("visível fim");
});

test.each([
  [
    "Gmail",
    '<div dir="ltr">Sim.</div><br><div class="gmail_quote"><div class="gmail_attr">Em seg., 12 de jan. de 2026, Suporte &lt;<a>help@example.org</a>&gt; escreveu:<br></div><blockquote class="gmail_quote">Tudo bem?</blockquote></div>',
  ],
  [
    "Outlook desktop",
    '<div class=WordSection1><p class=MsoNormal>Sim.</p><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p><b>De:</b> Suporte<br><b>Enviada em:</b> hoje<br><b>Assunto:</b> x</p></div><p>Tudo bem?</p></div>',
  ],
  [
    "Outlook web",
    '<div>Sim.</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>De:</b> Suporte</div><div>Tudo bem?</div>',
  ],
  [
    "Outlook mobile",
    '<div>Sim.</div><div id="ms-outlook-mobile-signature">Obter o <a>Outlook para iOS</a></div><hr><div id="divRplyFwdMsg"><b>De:</b> Suporte</div>Tudo bem?',
  ],
  [
    "Apple Mail",
    '<html><body>Sim.<br><div><br><blockquote type="cite"><div>Em 12 de jan. de 2026, à(s) 10:00, Suporte &lt;help@example.org&gt; escreveu:</div><br><div>Tudo bem?</div></blockquote></div></body></html>',
  ],
  [
    "Yahoo",
    '<div>Sim.</div><div id="yahoo_quoted_123" class="yahoo_quoted"><div>Em segunda-feira, 12 de janeiro de 2026 10:00:00 BRT, Suporte &lt;help@example.org&gt; escreveu:</div><div>Tudo bem?</div></div>',
  ],
  [
    "Thunderbird",
    '<p>Sim.</p><div class="moz-cite-prefix">Em 12/01/2026 10:00, Suporte escreveu:<br></div><blockquote type="cite">Tudo bem?</blockquote>',
  ],
  [
    "UOL, Terra, Roundcube",
    '<p>Sim.</p><p id="reply-intro">Em 12/01/2026 10:00, Suporte escreveu:</p><blockquote type="cite"><p>Tudo bem?</p></blockquote>',
  ],
])("%s: the answer is separated from what it answers", (_, html) => {
  const { text, split, htmlParts } = splitHtmlReply(html);
  const visible = split.parts
    .filter((p) => p.kind === "visible")
    .map((p) => text.slice(p.start, p.end))
    .join("")
    .trim();
  expect(visible).toBe("Sim.");
  expect(htmlParts.map((p) => html.slice(p.start, p.end)).join("")).toBe(html);
});

test("a megabyte of hostile HTML is split and made safe in bounded time", async () => {
  for (const unit of [
    "<div>",
    "<blockquote>",
    "<a href=",
    "&lt;",
    "<b style='",
    "<!--",
    "</div>",
    "<br>",
    "<p>On 1 x@y.z wrote:",
  ]) {
    const html = unit.repeat(1_000_000 / unit.length);
    await expect(() => {
      splitHtmlReply(html);
      safe(html);
    }).toCostAtMost(4_000);
  }
}, 60_000);
