import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { verifyWebhook } from "@circuito/connector";
import express, { type Request, Router } from "express";
import { z } from "zod";
import { WIDGET_DIST } from "./built-pages.ts";
import { escapeHtml } from "./escape-html.ts";
import { pageHeaders } from "./security-headers.ts";

/** A page to look at, not an archive. */
const SMS_SHOWN_MAX = 50;
/** One message and its signature. */
const SMS_BODY_MAX_BYTES = 64 * 1024;

const sentSms = z.object({ id: z.string().max(255), to: z.string().max(64), text: z.string() });
interface ShownSms extends z.infer<typeof sentSms> {
  readonly at: number;
}

export interface DemoPagesParts {
  readonly publicUrl: string;
  readonly webchatInboxId: string;
  /** Signs what the demo's SMS inbox sends; `undefined` once somebody removed it. */
  readonly smsSecret: () => Promise<string | undefined>;
  /** A message was put on the page: time for a receipt, as a provider would send one. */
  readonly arrived: (id: string) => void;
  /** The demo's mail; `undefined` where another process does a part of it. */
  readonly mail: Router | undefined;
  readonly now: () => number;
  readonly https: boolean;
}

/** The demo's shop with a chat on it, and the phone that the demo's SMS go to. */
export function demoPages(parts: DemoPagesParts): Router {
  const router = Router();
  const shown: ShownSms[] = [];

  router.get("/", (_request, response) => {
    const page = readFileSync(join(WIDGET_DIST, "demo", "index.html"), "utf8")
      .replaceAll("{{INBOX_ID}}", parts.webchatInboxId)
      .replaceAll("{{ORIGIN}}", parts.publicUrl);
    const headers = pageHeaders({ framedBy: [], framesOurs: true, https: parts.https });
    response.set(headers).type("html").send(page);
  });

  if (parts.mail) router.use("/mail", parts.mail);

  router.get("/sms", (_request, response) => {
    response.set({
      "content-security-policy": `default-src 'none'; style-src '${STYLE_HASH}'; frame-ancestors 'none'`,
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    });
    response.type("html").send(smsPage(shown));
  });

  router.post(
    "/sms",
    express.raw({ type: () => true, limit: SMS_BODY_MAX_BYTES }),
    async (request, response) => {
      const secret = await parts.smsSecret();
      const body: unknown = request.body;
      const verdict =
        secret !== undefined && Buffer.isBuffer(body)
          ? verifyWebhook([secret], { headers: plainHeaders(request), body }, parts.now())
          : undefined;
      if (!verdict?.ok || !Buffer.isBuffer(body)) {
        response.status(401).json({ code: "signature-invalid" });
        return;
      }
      const message = sentSms.parse(JSON.parse(body.toString("utf8")));
      // Sent again after any doubt, it is the same message.
      if (!shown.some(({ id }) => id === message.id)) {
        shown.unshift({ ...message, at: parts.now() });
        shown.splice(SMS_SHOWN_MAX);
      }
      response.status(202).json({ id: message.id });
      parts.arrived(message.id);
    },
  );
  return router;
}

function plainHeaders(request: Request): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(request.headersDistinct).map(([name, values]) => [name, values?.join(", ")]),
  );
}

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem}
li{margin:0 0 1rem}time{color:#555}p{white-space:pre-wrap;overflow-wrap:anywhere;margin:.25rem 0}`;
const STYLE_HASH = `sha256-${createHash("sha256").update(STYLE).digest("base64")}`;

function smsPage(shown: readonly ShownSms[]): string {
  const items = shown.map(
    ({ to, text, at }) =>
      `<li><b>${escapeHtml(to)}</b> <time>${new Date(at).toISOString()}</time><p>${escapeHtml(text)}</p></li>`,
  );
  const list = items.length > 0 ? `<ol>${items.join("")}</ol>` : "<p>Nada ainda.</p>";
  return `<!doctype html><html lang="pt-BR"><meta charset="utf-8"><meta http-equiv="refresh" content="3">
<title>SMS enviados pela demonstração</title><style>${STYLE}</style>
<h1>SMS enviados pela demonstração</h1>
<p>Nenhum telefone recebe estas mensagens: a caixa de SMS da demonstração as entrega a esta página.</p>
${list}</html>`;
}
