import type { ReadableSpan, SpanExporter } from "@opentelemetry/sdk-trace-node";

/**
 * What a span may say outside: ids, names, counts. Libraries put the options of jobs, what jobs came
 * to and the messages of errors into spans, and the last of these can hold a customer's words
 * (invariant 14). What is not named here does not leave.
 */
const MAY_BE_TOLD: ReadonlySet<string> = new Set([
  "bullmq.queue.name",
  "bullmq.queue.operation",
  "bullmq.job.id",
  "bullmq.job.attempts.made",
  "circuito.channel",
  "circuito.inbox_id",
  "circuito.request_id",
  "circuito.message_id",
  "circuito.elements",
  "circuito.contact_points",
  "circuito.rows",
  "circuito.outcome",
  "http.request.method",
  "http.response.status_code",
  "http.route",
  "exception.type",
]);

/** The exporter, told no more than {@link MAY_BE_TOLD}. */
export function onlyOwnWords(exporter: SpanExporter): SpanExporter {
  return {
    export: (spans, done) => exporter.export(spans.map(plain), done),
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  };
}

function plain(span: ReadableSpan): ReadableSpan {
  return Object.create(span, {
    attributes: { value: told(span.attributes) },
    // Whether it failed, and not in whose words.
    status: { value: { code: span.status.code } },
    events: {
      value: span.events.map((event) => ({ ...event, attributes: told(event.attributes ?? {}) })),
    },
  });
}

function told(attributes: ReadableSpan["attributes"]): ReadableSpan["attributes"] {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => MAY_BE_TOLD.has(name)));
}
