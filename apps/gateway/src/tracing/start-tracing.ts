import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  ParentBasedSampler,
  type SpanExporter,
} from "@opentelemetry/sdk-trace-node";
import { BullMQOtel } from "bullmq-otel";
import type { TracesConfig } from "../config/traces-settings.ts";
import type { Log } from "../log/log.ts";
import { onlyOwnWords } from "./own-words.ts";
import { sampleWork } from "./sample-work.ts";

export interface Tracing {
  /** For the jobs: carries a trace from whoever nudges to whoever works. */
  readonly telemetry: BullMQOtel;
  /** Hands over what is left, for so long at most, and ends. */
  stop(): Promise<void>;
}

/** Spans that wait for a collector that does not answer; more are dropped, and nothing waits for them. */
const SPANS_WAITING_MAX = 4_096;
/** A collector that is away must not hold up a stop. */
const HAND_OVER_MS = 2_000;
/** Every batch would fail alike while a collector is away. */
const WARN_EVERY_MS = 60_000;

/**
 * From here on spans are recorded and sent to a collector (OTLP over HTTP, OpenTelemetry protocol 1.x).
 * Without it, the calls that make spans do nothing.
 * @param exporter where spans go instead; tests look at them
 */
export function startTracing(
  traces: TracesConfig,
  about: { readonly processName: string; readonly roles: readonly string[] },
  log: Log,
  exporter: SpanExporter = new OTLPTraceExporter({ url: `${traces.endpoint}/v1/traces` }),
): Tracing {
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({
      "service.name": traces.serviceName,
      "service.instance.id": about.processName,
      "circuito.roles": [...about.roles],
    }),
    sampler: new ParentBasedSampler({ root: sampleWork(traces.ratio) }),
    spanProcessors: [
      new BatchSpanProcessor(onlyOwnWords(warning(exporter, log)), {
        maxQueueSize: SPANS_WAITING_MAX,
        exportTimeoutMillis: HAND_OVER_MS,
      }),
    ],
  });
  provider.register();
  return {
    telemetry: new BullMQOtel({ tracerName: "circuito" }),
    stop: () => provider.shutdown(),
  };
}

/** Says that spans are lost, and goes on. */
function warning(exporter: SpanExporter, log: Log): SpanExporter {
  let warnedAt = Number.NEGATIVE_INFINITY;
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        if (result.error && performance.now() - warnedAt > WARN_EVERY_MS) {
          warnedAt = performance.now();
          log.warn("traces not handed over", { spans: spans.length, error: result.error });
        }
        done(result);
      });
    },
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  };
}
