import { EventEmitter, once } from "node:events";
import { setImmediate as nextTurn } from "node:timers/promises";
import { asker, goOn } from "@circuito/bus";
import { ROOT_CONTEXT, SpanKind, trace } from "@opentelemetry/api";
import type { ReadableSpan, SpanExporter } from "@opentelemetry/sdk-trace-node";
import type { Log } from "../log/log.ts";
import { startTracing, type Tracing } from "./start-tracing.ts";
import { traced } from "./traced.ts";

const warnings: string[] = [];
const silent = () => {};
const log: Log = {
  debug: silent,
  info: silent,
  warn: (fact) => void warnings.push(fact),
  error: silent,
  with: () => log,
};
const traces = { endpoint: "http://127.0.0.1:4318", serviceName: "circuito", ratio: 1 };
const about = { processName: "one", roles: ["web"] };
const request = (requestId: string) => ({ method: "POST", route: "/webhooks/:inboxId", requestId });

/** Spans go out by themselves a moment after they ended, in their order. */
process.env.OTEL_BSP_SCHEDULE_DELAY = "1";

/** A collector that can go away. */
class Collector implements SpanExporter {
  isAway = false;
  readonly #kept: ReadableSpan[] = [];
  readonly #events = new EventEmitter();

  export: SpanExporter["export"] = (spans, done) => {
    this.#kept.push(...spans);
    if (this.isAway) done({ code: 1, error: new Error("connect ECONNREFUSED") });
    else done({ code: 0 });
    this.#events.emit("heard");
  };

  shutdown = async (): Promise<void> => {};

  /** All that ended before this one, which is the last of them. */
  async until(requestId: string): Promise<readonly ReadableSpan[]> {
    for (;;) {
      const at = this.#kept.findIndex(
        (span) => span.attributes["circuito.request_id"] === requestId,
      );
      if (at >= 0) return this.#kept.splice(0, at + 1).slice(0, -1);
      await once(this.#events, "heard");
    }
  }
}

// Once in a process: what makes spans keeps the first that was registered.
const collector = new Collector();
let tracing: Tracing;
beforeAll(() => {
  tracing = startTracing(traces, about, log, collector);
});
afterAll(() => tracing.stop());

let rounds = 0;

/** The spans of this work, as they were handed over. */
async function spansOf(work: () => Promise<unknown>): Promise<readonly ReadableSpan[]> {
  const last = `last-${++rounds}`;
  await work();
  await traced(request(last), async () => ({ status: 204 }));
  return collector.until(last);
}

test("what several asked for is one span of the first one's trace, with links to the others", async () => {
  const askers: ReturnType<typeof asker>[] = [];
  const spans = await spansOf(async () => {
    for (const id of ["a", "b", "c"]) {
      await traced(request(id), async () => {
        askers.push(asker());
        return { status: 204 };
      });
    }
    await goOn(askers, "route", async () => nextTurn());
  });
  const [first, second, third] = spans.filter(({ name }) => name.startsWith("POST"));
  const route = spans.find(({ name }) => name === "route");
  expect(route?.parentSpanContext?.spanId).toBe(first?.spanContext().spanId);
  expect(route?.links.map((link) => link.context.traceId)).toEqual([
    second?.spanContext().traceId,
    third?.spanContext().traceId,
  ]);
});

test("nobody's trace is gone on with by what nobody in it asked for", async () => {
  const spans = await spansOf(() =>
    traced(request("a"), async () => {
      await goOn([ROOT_CONTEXT], "route", async (span) => {
        expect(span).toBeUndefined();
        expect(trace.getActiveSpan()).toBeUndefined();
      });
      return { status: 204 };
    }),
  );
  expect(spans.map(({ name }) => name)).toEqual(["POST /webhooks/:inboxId"]);
});

test.each([
  ["an answer", async () => ({ status: 204 }), 204, 0],
  ["a caller's mistake", () => Promise.reject(new Error("canary")), 403, 0],
  ["a fault of ours", () => Promise.reject(new Error("canary")), 500, 2],
])("%s is told by its status", async (_, work, status, code) => {
  const spans = await spansOf(() =>
    traced({ ...request("r-1"), statusOf: () => status }, work).catch(() => undefined),
  );
  expect(spans[0]?.attributes).toEqual({
    "http.request.method": "POST",
    "http.route": "/webhooks/:inboxId",
    "http.response.status_code": status,
    "circuito.request_id": "r-1",
  });
  expect(spans[0]?.status).toEqual({ code });
  expect(spans[0]?.kind).toBe(SpanKind.SERVER);
});

test("no attribute that is not on the list leaves, and of an error only what it is called", async () => {
  const [span] = await spansOf(() =>
    traced(request("a"), async () => {
      trace.getActiveSpan()?.setAttribute("bullmq.job.failed.reason", "canary");
      trace.getActiveSpan()?.recordException(new TypeError("canary"));
      return { status: 204 };
    }),
  );
  expect(span?.attributes).not.toHaveProperty("bullmq.job.failed.reason");
  expect(span?.events.map((event) => event.attributes)).toEqual([
    { "exception.type": "TypeError" },
  ]);
});

test("what a worker does without being asked begins no trace", async () => {
  const spans = await spansOf(async () => {
    trace.getTracer("bullmq").startSpan("getNextJob circuito-inbound").end();
  });
  expect(spans).toEqual([]);
});

test("a collector that is away is told of once", async () => {
  collector.isAway = true;
  for (const id of ["a", "b"]) {
    await spansOf(() => traced(request(id), async () => ({ status: 204 })));
  }
  expect(warnings).toEqual(["traces not handed over"]);
});
