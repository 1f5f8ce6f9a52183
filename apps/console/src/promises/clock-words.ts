import type { ClockView } from "@circuito/protocol";
import { duration, futureTime } from "../i18n/format.ts";
import { t } from "../i18n/translate.ts";

type Segment = ClockView["segments"][number];
type QueueName = (id: string) => string | undefined;

/** Where the time of a segment went: a queue, a person, or what it waited for. */
export function segmentName(segment: Segment, queueName: QueueName): string {
  if (segment.because !== "counts") return t(`segment.${segment.because}`);
  if (segment.owner !== null) return segment.owner.name;
  const queue = segment.queueId === null ? undefined : queueName(segment.queueId);
  return queue === undefined ? t("segment.noQueue") : t("segment.queue", { queue });
}

/** Why a clock stands still now. @returns `undefined` while it runs, and where nobody knows */
export function pausedBecause({ state, segments }: ClockView): string | undefined {
  const last = segments.at(-1);
  if (state !== "paused" || last === undefined || last.because === "counts") return undefined;
  return t(`segment.${last.because}`);
}

/** A part of the whole by its name, and what it comes to. */
export interface SegmentSum {
  readonly name: string;
  readonly ms: number;
}

/** Segments of one name together, in the order in which each came first. */
export function sumsOf(segments: readonly Segment[], queueName: QueueName): readonly SegmentSum[] {
  const sums = new Map<string, SegmentSum>();
  for (const segment of segments) {
    const name = segmentName(segment, queueName);
    const ms = (sums.get(name)?.ms ?? 0) + segment.ms;
    sums.set(name, { name, ms });
  }
  return [...sums.values()];
}

/** A clock in a line: "fila Financeiro 12 min · fora do horário 14 h". */
export function sumsText(sums: readonly SegmentSum[]): string {
  return sums.map(({ name, ms }) => `${name} ${duration(ms)}`).join(" · ");
}

/** How a clock stands, in words. */
export function stateText(clock: ClockView, now: number): string {
  const { state, dueAt, withinMs, countedMs } = clock;
  const counted = duration(countedMs);
  switch (state) {
    case "running":
      return dueAt === null
        ? t("clock.running")
        : t("clock.runningUntil", {
            when: futureTime(dueAt, now),
            span: duration(Date.parse(dueAt) - now),
          });
    case "paused":
      return t("clock.paused", { span: duration((withinMs ?? countedMs) - countedMs) });
    case "met":
      return t("clock.met", { span: counted });
    case "broken":
      return dueAt === null
        ? t("clock.broken")
        : t("clock.brokenSince", { when: futureTime(dueAt, now) });
    case "cancelled":
      return t("clock.cancelled");
    case "untold":
      return t("clock.untold", { span: counted });
  }
}
