import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { answerLinked, answerUnlinked } from "./answer-page.ts";
import { pageScript } from "./bundle-page.ts";
import { whatsappCertificate } from "./certificate.ts";
import type { PhoneOptions } from "./linked-account.ts";
import { MediaStore } from "./media-store.ts";
import type { PageConnection } from "./page-connection.ts";
import { Pages } from "./pages.ts";
import { Phone } from "./phone.ts";
import { type Up, upEnvelope } from "./up.ts";

/** How https://web.whatsapp.com/ itself is served. */
export type DocumentConduct =
  | { readonly kind: "serve" }
  | { readonly kind: "slow"; readonly forMs: number }
  /** The connection breaks: the browser shows its own page of errors. */
  | { readonly kind: "refuse" }
  /** A document without a script: what the library waits for never comes. */
  | { readonly kind: "empty" };

const DOCUMENT = `<!doctype html><meta charset="utf-8"><title>WhatsApp</title>
<body><script src="/page.js"></script></body>`;
const EMPTY_DOCUMENT = `<!doctype html><meta charset="utf-8"><title>WhatsApp</title><body></body>`;

/** The largest file that WhatsApp takes is 100 MB; nothing that is said to us may be larger. */
const BODY_BYTES_MAX = 128 * 1024 * 1024;

/**
 * WhatsApp Web in a box: a local server that stands at https://web.whatsapp.com/ for a Chromium that
 * is started with `browserArgs`, and takes a certificate that nobody vouches for.
 */
export class WhatsappWebSimulator implements AsyncDisposable {
  /** The phone that most tests need; `addPhone` makes others. */
  readonly phone: Phone;
  readonly phones: Phone[] = [];
  /** Modules that the library asked for and the page does not have: a test ends with none. */
  readonly unknownModules: string[] = [];
  /** What went wrong in the pages, where nobody caught it. */
  readonly pageErrors: string[] = [];
  document: DocumentConduct = { kind: "serve" };
  readonly #pages = new Pages();
  readonly #media = new MediaStore();
  readonly #server: Server;
  readonly #script: string;

  static async start(options: PhoneOptions = {}): Promise<WhatsappWebSimulator> {
    const [{ key, cert }, script] = await Promise.all([whatsappCertificate(), pageScript()]);
    const simulator = new WhatsappWebSimulator(createServer({ key, cert }), script, options);
    await new Promise<void>((resolve) => simulator.#server.listen(0, "127.0.0.1", resolve));
    return simulator;
  }

  private constructor(server: Server, script: string, options: PhoneOptions) {
    this.#server = server;
    this.#script = script;
    this.phone = this.addPhone(options);
    server.on("request", (request, response) => {
      this.#answer(request, response).catch((error: unknown) => {
        this.pageErrors.push(`simulator: ${String(error)}`);
        response.destroy();
      });
    });
  }

  /** What a Chromium is started with to see this page, and no other host at all. */
  get browserArgs(): string[] {
    const { port } = this.#server.address() as AddressInfo;
    const rules = [
      `MAP web.whatsapp.com 127.0.0.1:${port}`,
      "MAP * ~NOTFOUND",
      "EXCLUDE 127.0.0.1",
    ];
    return [`--host-resolver-rules=${rules.join(", ")}`];
  }

  /** The pages that were opened, in order; `closedAt` of those that are gone. */
  get connections(): readonly PageConnection[] {
    return this.#pages.all;
  }

  /** Another account; it is linked to a page by scanning the QR code of that page. */
  addPhone(options: PhoneOptions): Phone {
    const phone = new Phone(options, this.#pages, this.#media);
    this.phones.push(phone);
    return phone;
  }

  /** Waits for a page that shows a QR code, and makes it show another one. */
  async refreshQr(): Promise<void> {
    const page = await this.#pages.wait("shows a QR code", ({ ref }) => ref !== undefined);
    this.#pages.showNewRef(page);
  }

  /** Waits for a page that shows a QR code, which it then says nobody scanned for too long. */
  async staleQr(): Promise<void> {
    const page = await this.#pages.wait("shows a QR code", ({ ref }) => ref !== undefined);
    page.tell({ kind: "state", state: "UNPAIRED_IDLE" });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", "https://web.whatsapp.com");
    if (pathname === "/") return this.#serveDocument(response);
    if (pathname === "/page.js") return send(response, "text/javascript", this.#script);
    if (pathname === "/events") return this.#openPage(searchParams.get("device"), response);
    if (pathname === "/up") return this.#takeUp(await readBody(request), response);
    if (pathname === "/upload") {
      return send(
        response,
        "application/json",
        JSON.stringify(this.#media.put(await readBody(request))),
      );
    }
    if (pathname.startsWith("/media/")) {
      return this.#serveMedia(pathname, Number(searchParams.get("page")), response);
    }
    response.writeHead(404).end();
  }

  async #serveDocument(response: ServerResponse): Promise<void> {
    switch (this.document.kind) {
      case "serve":
        return send(response, "text/html", DOCUMENT);
      case "slow":
        await pause(this.document.forMs);
        return send(response, "text/html", DOCUMENT);
      case "refuse":
        response.destroy();
        return;
      case "empty":
        return send(response, "text/html", EMPTY_DOCUMENT);
    }
  }

  #openPage(device: string | null, response: ServerResponse): void {
    const page = this.#pages.open(response);
    const phone = this.phones.find(({ devices }) => device !== null && devices.has(device));
    page.tell({ kind: "hello", page: page.page, conduct: (phone ?? this.phone).conduct });
    if (phone && device !== null) phone.connect(page, device);
    else this.#pages.showNewRef(page);
  }

  #takeUp(body: Buffer, response: ServerResponse): void {
    const envelope = upEnvelope.parse(JSON.parse(body.toString()));
    const page = this.#pages.get(envelope.page);
    const answer = this.#answerUp(page, envelope.up) ?? null;
    this.#pages.changed();
    send(response, "application/json", JSON.stringify({ answer }));
  }

  #answerUp(page: PageConnection | undefined, up: Up): unknown {
    if (up.kind === "unknown-module") this.unknownModules.push(up.name);
    else if (up.kind === "page-error") this.pageErrors.push(up.text);
    else if (up.kind === "echo" && page) page.heard = up.mark;
    else if (page) {
      const phone = this.#phoneOf(page);
      return phone ? answerLinked(page, phone, up) : answerUnlinked(page, up, this.#pages);
    }
    return null;
  }

  #phoneOf(page: PageConnection | undefined): Phone | undefined {
    return this.phones.find((phone) => phone === page?.account);
  }

  #serveMedia(path: string, page: number, response: ServerResponse): void {
    const isGone = this.#phoneOf(this.#pages.get(page))?.conduct.media === "missing";
    const bytes = isGone ? undefined : this.#media.get(path);
    if (!bytes) {
      response.writeHead(404).end();
      return;
    }
    send(response, "application/octet-stream", bytes);
  }
}

function send(response: ServerResponse, type: string, body: string | Buffer): void {
  response.writeHead(200, { "content-type": type, "cache-control": "no-store" }).end(body);
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > BODY_BYTES_MAX) throw new Error("the page sent more than it may");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
