import { SpanKind } from "@opentelemetry/api";
import {
  type Sampler,
  SamplingDecision,
  TraceIdRatioBasedSampler,
} from "@opentelemetry/sdk-trace-node";

/**
 * Which traces begin: some part of what somebody outside asked for. What we do by ourselves (looking for
 * jobs, proving that they run, sweeping) begins none: it is most of what happens, and nobody's.
 * @param ratio of the traces that are kept, 0 to 1
 */
export function sampleWork(ratio: number): Sampler {
  const some = new TraceIdRatioBasedSampler(ratio);
  return {
    shouldSample: (context, traceId, _name, kind) =>
      kind === SpanKind.SERVER
        ? some.shouldSample(context, traceId)
        : { decision: SamplingDecision.NOT_RECORD },
    toString: () => `work, ${some.toString()}`,
  };
}
