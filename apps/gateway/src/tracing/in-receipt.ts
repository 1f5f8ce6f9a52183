import type { InboundElement, InboxId } from "@circuito/domain";
import { SpanKind, trace } from "@opentelemetry/api";

const tracer = trace.getTracer("circuito");

/**
 * Takes elements in, in a span of its own. Of a webhook it is a part; what a mailbox, a paired phone or
 * a visitor's socket brings begins a trace here.
 */
export function inReceipt<T>(
  inbox: InboxId,
  elements: readonly InboundElement[],
  work: () => Promise<T>,
): Promise<T> {
  const kind = trace.getActiveSpan() ? SpanKind.INTERNAL : SpanKind.SERVER;
  const attributes = { "circuito.inbox_id": inbox, "circuito.elements": elements.length };
  return tracer.startActiveSpan("receive", { kind, attributes }, async (span) => {
    try {
      return await work();
    } finally {
      span.end();
    }
  });
}
