import { SpanKind } from "@opentelemetry/api";
import {
  type Sampler,
  SamplingDecision,
  TraceIdRatioBasedSampler,
} from "@opentelemetry/sdk-trace-node";

/**
 * Which traces begin: some part of what somebody asked for. What a worker does without being asked
 * (looking for a job, for stalled ones) begins none: it is most of what happens, and nobody's.
 * @param ratio of the traces that are kept, 0 to 1
 */
export function sampleWork(ratio: number): Sampler {
  const some = new TraceIdRatioBasedSampler(ratio);
  return {
    shouldSample: (context, traceId, _name, kind) =>
      kind === SpanKind.INTERNAL
        ? { decision: SamplingDecision.NOT_RECORD }
        : some.shouldSample(context, traceId),
    toString: () => `work, ${some.toString()}`,
  };
}
