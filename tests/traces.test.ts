import { randomUUID } from "node:crypto";
import { join } from "node:path";
import {
  FakeTraceCollector,
  Journal,
  postSigned,
  startDemoGateway,
  type ToldSpan,
} from "../packages/lab/src/index.ts";
import { API_ROUTES } from "../packages/protocol/src/index.ts";
import { createTestDatabase } from "../packages/store/src/testing/index.ts";

/**
 * Traces through the built gateway in two processes, as a collector hears them: OTLP over HTTP, in JSON
 * (OpenTelemetry protocol 1.x, "JSON Protobuf Encoding").
 */
const GATEWAY = join(import.meta.dirname, "../apps/gateway/dist/main.js");
/** Other tests have the server's first database. */
const redisUrl = process.env.TEST_REDIS_URL && new URL("/12", process.env.TEST_REDIS_URL).href;
const PATIENCE_MS = 20_000;
const REPLIES_MAX = 5;
/** Two processes start, and every trace is waited for. */
const TEST_TIMEOUT_MS = 240_000;

const CUSTOMERS_WORDS = "meu pedido canario-5150";
const AGENTS_WORDS = "resposta canario-6160";
const COLLECTORS_KEY = "canario-7170";

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
      await using collector = await FakeTraceCollector.start();
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

      const arrival = await collector.trace("POST /webhooks/:inboxId", ["route"], PATIENCE_MS);
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

      const { items } = API_ROUTES.listConversations.response.parse(
        await gateway.admin.get("/conversations?status=open"),
      );
      const conversation = items[0]?.id ?? "";
      // On a slow machine the sweeper may be there first, and sends for nobody: then the next one tells.
      const sent: (readonly ToldSpan[] | undefined)[] = [];
      while (sent.at(-1) === undefined && sent.length < REPLIES_MAX) {
        const reply = { text: AGENTS_WORDS, clientId: randomUUID() };
        await gateway.admin.post(`/conversations/${conversation}/messages`, reply);
        const path = "POST /api/v1/conversations/:id/messages";
        sent.push(await collector.trace(path, ["send"], PATIENCE_MS).catch(() => undefined));
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
