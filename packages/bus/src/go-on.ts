import {
  type Context,
  context,
  type Link,
  ROOT_CONTEXT,
  type Span,
  trace,
} from "@opentelemetry/api";

/** Whoever asks for something that is done later, together with what others ask. */
export type Asker = Context;

/** The trace in which this is called, to {@link goOn} with. */
export const asker = (): Asker => context.active();

/** Traces that one span goes on from, beside the first: a span stays small. */
const LINKS_MAX = 64;

const tracer = trace.getTracer("circuito");

/**
 * Does together what several asked for: as part of the first one's trace, in a span that says which
 * other traces go on here, too. Where nobody asked within a trace, none is made, and none that happens
 * to be open is gone on with.
 */
export function goOn<T>(
  askers: readonly Asker[],
  name: string,
  work: (span: Span | undefined) => Promise<T>,
): Promise<T> {
  const traced = askers.filter((from) => trace.getSpanContext(from) !== undefined);
  const [first, ...others] = traced;
  if (!first) return context.with(ROOT_CONTEXT, work, undefined, undefined);
  const links = others.slice(0, LINKS_MAX).flatMap((other): Link[] => {
    const link = trace.getSpanContext(other);
    return link ? [{ context: link }] : [];
  });
  return tracer.startActiveSpan(name, { links }, first, async (span) => {
    try {
      return await work(span);
    } finally {
      span.end();
    }
  });
}
