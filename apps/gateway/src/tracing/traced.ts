import { type Attributes, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";

const tracer = trace.getTracer("circuito");

/**
 * Does somebody's request in a span of its own, which begins a trace. What callers say of traces of
 * theirs is not taken: anybody may call.
 */
export async function traced<T extends { readonly status: number }>(
  about: {
    readonly method: string;
    readonly route: string;
    readonly requestId: string;
    /** Which status an error will be answered with; 500 unless told. */
    readonly statusOf?: (error: unknown) => number;
  },
  work: () => Promise<T>,
): Promise<T> {
  const attributes: Attributes = {
    "http.request.method": about.method,
    "http.route": about.route,
    "circuito.request_id": about.requestId,
  };
  const kind = SpanKind.SERVER;
  return tracer.startActiveSpan(
    `${about.method} ${about.route}`,
    { kind, attributes },
    async (span) => {
      try {
        const answered = await work();
        span.setAttribute("http.response.status_code", answered.status);
        return answered;
      } catch (error) {
        const status = about.statusOf?.(error) ?? 500;
        span.setAttribute("http.response.status_code", status);
        // What a caller did wrong is no failure of ours (OpenTelemetry, semantic conventions for HTTP).
        if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
        throw error;
      } finally {
        span.end();
      }
    },
  );
}
