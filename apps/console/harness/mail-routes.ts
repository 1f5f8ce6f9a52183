import type { IncomingMessage, ServerResponse } from "node:http";
import { type MessageView, replyDraft } from "@circuito/protocol";
import { type MailStore, SIGNATURE } from "./mail-store.ts";
import { Refused, type World } from "./world.ts";

/** What a mail's HTML is sent with: it is as inert on its own as it is in a frame. */
const HTML_CSP =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; frame-ancestors 'self'";

const ROUTE =
  /^\/(messages|conversations)\/([0-9a-f-]{36})\/(mail|html|raw|allow-images|reply-draft|media\/\d+)$/;

/** The routes of mails and files, over the in-memory world. */
export function createMailRoutes(world: World, mails: MailStore) {
  /** Addresses whose pictures somebody let in. */
  const allowed = new Set<string | null>();
  const isAllowed = ({ mail }: MessageView) => allowed.has(mail?.from[0]?.address ?? null);
  const message = (id: string): MessageView => {
    const found = [...world.messages.values()].flat().find((held) => held.id === id);
    if (found === undefined) throw new Refused("not-found");
    return found;
  };
  const shown = (held: MessageView): MessageView => {
    const { mail } = held;
    if (mail === null || mail.html === null || !isAllowed(held)) return held;
    return { ...held, mail: { ...mail, html: { ...mail.html, remoteImages: 0 } } };
  };

  return {
    shown,
    handles: (path: string) => path === "/media" || ROUTE.test(path),
    answer(
      path: string,
      query: URLSearchParams,
      bytes: Buffer,
      request: IncomingMessage,
      response: ServerResponse,
    ): void {
      const json = (body: unknown, status = 200) => {
        response.writeHead(status, { "content-type": "application/json" });
        response.end(JSON.stringify(body));
      };
      if (path === "/media") {
        const name = query.get("name") ?? "";
        if (mails.refusedFiles.has(name)) throw new Refused("too-large");
        const mimeType = request.headers["content-type"] ?? "text/plain";
        // As the gateway: any site's form could send it.
        if (mimeType.startsWith("text/plain")) throw new Refused("unsupported-media-type");
        const id = mails.keep(name, mimeType, bytes, query.get("as") === "voice");
        const view = { id, fileName: name, mimeType, sizeBytes: bytes.length, warning: null };
        json(view, 201);
        return;
      }
      const [, , id = "", what = ""] = ROUTE.exec(path) ?? [];
      switch (what) {
        case "mail": {
          const held = message(id);
          const detail = mails.getDetail(id);
          const bare = { text: held.text, sourceUrl: null, bounce: null, verdict: null };
          json(detail ?? bare);
          return;
        }
        case "html": {
          const html = mails.page(id, query.get("part") ?? "visible", isAllowed(message(id)));
          if (html === undefined) throw new Refused("not-found");
          response.writeHead(200, {
            "content-type": "text/html; charset=utf-8",
            "content-security-policy": HTML_CSP,
          });
          response.end(html);
          return;
        }
        case "allow-images":
          allowed.add(message(id).mail?.from[0]?.address ?? null);
          json(shown(message(id)));
          return;
        case "reply-draft": {
          const { subject, contact } = world.conversation(id);
          const to = [{ name: contact.name ?? "", address: contact.address.replace(/^\w+:/, "") }];
          const people = to.map((one) => ({ ...one, because: "requester", warning: null }));
          const told = { subject: subject ?? "", signature: SIGNATURE };
          const plain = { ...told, to: people, cc: [], leftOut: [], notes: [] };
          json(replyDraft.parse(mails.getProposal(id) ?? plain));
          return;
        }
        default:
          response.writeHead(200, {
            "content-type": "application/octet-stream",
            "content-disposition": "attachment",
          });
          response.end("...");
      }
    },
  };
}

export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
