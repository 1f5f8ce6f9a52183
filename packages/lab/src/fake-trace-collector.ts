import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";

const LOOK_EVERY_MS = 50;

const exported = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({
        attributes: z.array(
          z.object({ key: z.string(), value: z.object({ stringValue: z.string().optional() }) }),
        ),
      }),
      scopeSpans: z.array(
        z.object({
          spans: z.array(
            z.object({
              traceId: z.string(),
              spanId: z.string(),
              parentSpanId: z.string().optional(),
              name: z.string(),
            }),
          ),
        }),
      ),
    }),
  ),
});

/** A span, as far as anybody asks. */
export interface ToldSpan {
  readonly traceId: string;
  readonly name: string;
  /** Of the process. */
  readonly instance: string;
  readonly isRoot: boolean;
}

/** A collector of traces on this machine: keeps what it was sent (OTLP over HTTP, in JSON). */
export class FakeTraceCollector implements AsyncDisposable {
  readonly spans: ToldSpan[] = [];
  /** What each request said in the header `x-collector-key`. */
  readonly keys = new Set<string | undefined>();
  /** All of it, as it came. */
  text = "";
  readonly #server: Server;

  constructor(server: Server) {
    this.#server = server;
    server.on("request", (request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        this.#take(Buffer.concat(chunks).toString());
        this.keys.add(request.headers["x-collector-key"]?.toString());
        response.writeHead(200, { "content-type": "application/json" }).end("{}");
      });
    });
  }

  static start(): Promise<FakeTraceCollector> {
    const server = createServer();
    const collector = new FakeTraceCollector(server);
    return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(collector)));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  #take(text: string): void {
    this.text += text;
    for (const { resource, scopeSpans } of exported.parse(JSON.parse(text)).resourceSpans) {
      const named = resource.attributes.find(({ key }) => key === "service.instance.id");
      const instance = named?.value.stringValue ?? "";
      for (const { traceId, name, parentSpanId } of scopeSpans.flatMap(({ spans }) => spans)) {
        this.spans.push({ traceId, name, instance, isRoot: !parentSpanId });
      }
    }
  }

  /**
   * The trace that begins with this span and has all of these, once it is there.
   * @throws with the names of what came instead
   */
  async trace(
    root: string,
    names: readonly string[],
    patienceMs: number,
  ): Promise<readonly ToldSpan[]> {
    for (const endsAt = Date.now() + patienceMs; Date.now() < endsAt; ) {
      for (const { traceId } of this.spans.filter((span) => span.isRoot && span.name === root)) {
        const trace = this.spans.filter((span) => span.traceId === traceId);
        if (names.every((name) => trace.some((span) => span.name === name))) return trace;
      }
      await pause(LOOK_EVERY_MS);
    }
    const seen = [...new Set(this.spans.map(({ name }) => name))].join(", ");
    throw new Error(`no trace from ${root} to ${names.join(", ")}; seen: ${seen}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
