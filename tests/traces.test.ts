import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { z } from "zod";
import { Journal, postSigned, startDemoGateway } from "../packages/lab/src/index.ts";
import { createTestDatabase } from "../packages/store/src/testing/index.ts";

/**
 * Traces through the built gateway in two processes, as a collector hears them: OTLP over HTTP, in JSON
 * (OpenTelemetry protocol 1.x, "JSON Protobuf Encoding").
 */
const GATEWAY = join(import.meta.dirname, "../apps/gateway/dist/main.js");
/** Other tests have the server's first database. */
const redisUrl = process.env.TEST_REDIS_URL && new URL("/12", process.env.TEST_REDIS_URL).href;
const LOOK_EVERY_MS = 50;
const PATIENCE_MS = 20_000;
const REPLIES_MAX = 5;
/** Two processes start, and every trace is waited for. */
const TEST_TIMEOUT_MS = 240_000;

const CUSTOMERS_WORDS = "meu pedido canario-5150";
const AGENTS_WORDS = "resposta canario-6160";
const COLLECTORS_KEY = "canario-7170";

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

interface Span {
  readonly traceId: string;
  readonly name: string;
  /** Of the process. */
  readonly instance: string;
  readonly isRoot: boolean;
}

/** A collector on this machine: keeps what it was sent. */
class Collector implements AsyncDisposable {
  readonly spans: Span[] = [];
  readonly keys = new Set<string | undefined>();
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

  static start(): Promise<Collector> {
    const server = createServer();
    const collector = new Collector(server);
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

  /** The trace that begins with this span and has all of these, once it is there. */
  async trace(root: string, ...names: readonly string[]): Promise<readonly Span[]> {
    for (const endsAt = Date.now() + PATIENCE_MS; Date.now() < endsAt; ) {
      for (const { traceId } of this.spans.filter((span) => span.isRoot && span.name === root)) {
        const trace = this.spans.filter((span) => span.traceId === traceId);
        if (names.every((name) => trace.some((span) => span.name === name))) return trace;
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    const seen = [...new Set(this.spans.map(({ name }) => name))].join(", ");
    throw new Error(`no trace from ${root} to ${names.join(", ")}; seen: ${seen}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

const page = z.object({ items: z.array(z.object({ id: z.string() })) });

describe.each([
  ["PostgreSQL", undefined],
  ["Redis", redisUrl],
])("with jobs on %s", (backend, redis) => {
  const name = "one trace goes from the door to the conversation, one from a reply to the provider";
  if (backend === "Redis" && redis === undefined) {
    test.skip(`${name}: Redis is not on this machine`, () => {});
    return;
  }

  test(
    name,
    async () => {
      await using collector = await Collector.start();
      await using database = await createTestDatabase();
      await using gateway = await startDemoGateway({
        program: [GATEWAY, "start"],
        databaseUrl: database.url,
        ...(redis === undefined ? {} : { redisUrl: redis }),
        providerJournal: new Journal({ run: "traces", seed: "1", actor: "provider" }),
        env: {
          OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
          OTEL_EXPORTER_OTLP_HEADERS: `x-collector-key=${COLLECTORS_KEY}`,
          LOG_LEVEL: "info",
        },
      });
      const from = "+5511999990001";
      const body = JSON.stringify({ id: "trace-1", from, text: CUSTOMERS_WORDS });
      expect(await postSigned(gateway.target, "trace-1", body)).toBe(204);

      const arrival = await collector.trace("POST /webhooks/:inboxId", "route");
      expect(arrival.map(({ name: span }) => span)).toEqual(
        expect.arrayContaining([
          "receive",
          "nudge circuito-inbound",
          "add circuito-inbound.nudge",
          "process circuito-inbound",
        ]),
      );
      // The job carried it into the other process.
      expect(new Set(arrival.map(({ instance }) => instance)).size).toBe(2);

      const { items } = page.parse(await gateway.admin.get("/conversations?status=open"));
      const conversation = items[0]?.id ?? "";
      // On a slow machine the sweeper may be there first, and sends for nobody: then the next one tells.
      const sent: (readonly Span[] | undefined)[] = [];
      while (sent.at(-1) === undefined && sent.length < REPLIES_MAX) {
        const reply = { text: AGENTS_WORDS, clientId: randomUUID() };
        await gateway.admin.post(`/conversations/${conversation}/messages`, reply);
        const path = "POST /api/v1/conversations/:id/messages";
        sent.push(await collector.trace(path, "send").catch(() => undefined));
      }
      const answer = sent.at(-1) ?? [];
      expect(new Set(answer.map(({ instance }) => instance)).size).toBe(2);

      // Nothing begins a trace but what somebody asked for, and nobody's words are in one.
      const roots = collector.spans.filter(({ isRoot }) => isRoot).map(({ name: span }) => span);
      const asked = /^(GET|POST|PUT|PATCH|DELETE) \/|^receive$/;
      expect(roots.filter((span) => !asked.test(span))).toEqual([]);
      expect(collector.text).not.toMatch(/canario|99999-?0001/);
      expect([...collector.keys]).toEqual([COLLECTORS_KEY]);
      const logs = gateway.web.output + gateway.router.output;
      expect(logs).not.toContain(COLLECTORS_KEY);
    },
    TEST_TIMEOUT_MS,
  );
});
