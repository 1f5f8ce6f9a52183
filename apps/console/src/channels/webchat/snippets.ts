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

/** How a site's server signs who is signed in (connectors, webchat, README). */
export const identityServerSnippet = (inboxId: string): string =>
  [
    'import { SignJWT } from "jose";',
    "",
    "const secret = new TextEncoder().encode(process.env.CIRCUITO_IDENTITY_SECRET);",
    "const token = await new SignJWT({ name: customer.name, email: customer.email })",
    '  .setProtectedHeader({ alg: "HS256" })',
    `  .setAudience("${inboxId}")`,
    "  .setSubject(customer.id)",
    '  .setExpirationTime("10m")',
    "  .sign(secret);",
  ].join("\n");

/** How its page hands it to the chat, which asks again for every connection. */
export const identityPageSnippet = (): string =>
  [
    "window.Circuito ??= new Proxy({ q: [] }, { get: (t, k) => t[k] ?? ((...a) => t.q.push([k, a])) });",
    'Circuito.identify(() => fetch("/chat-token").then((answer) => answer.text()));',
  ].join("\n");

/** What a site's content security policy has to let in; nothing else is needed. */
export function policyLines(widgetUrl: string): readonly string[] {
  const { origin } = new URL(widgetUrl);
  return [`script-src ${origin}`, `frame-src ${origin}`];
}
