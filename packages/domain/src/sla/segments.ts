import { openSpans } from "../calendar/open-spans.ts";
import type { Clock, During, Stretch } from "./clock.ts";
import {
  calendarOf,
  type SlaMeasure,
  type SlaPolicy,
  type SlaTarget,
  type SlaTerms,
} from "./sla-policy.ts";

/** Why time counts, or does not. */
export type SegmentReason = "counts" | "outside-hours" | Exclude<During, "active">;

/** A part of a clock's time with one reason. Segments follow each other without a gap. */
export interface Segment extends Omit<Stretch, "to" | "during"> {
  readonly to: number;
  readonly because: SegmentReason;
}

/**
 * All of a clock's time up to an instant, told as segments. They sum to the time that passed, to the
 * millisecond, whatever the clocks on the wall did meanwhile.
 * @param target absent: nothing was promised; then all of it counts around the clock
 */
export function segmentsOf(
  clock: Clock,
  target: SlaTarget | undefined,
  terms: SlaTerms | undefined,
  now: number,
): readonly Segment[] {
  const calendar = calendarOf(target, terms)?.calendar;
  return clock.stretches.flatMap(({ during, to, ...stretch }): Segment[] => {
    const whole = { ...stretch, to: to ?? Math.max(now, stretch.from) };
    if (whole.to === whole.from) return [];
    if (!doesCount(clock.measure, during, terms)) return [{ ...whole, because: during as Paused }];
    if (!calendar) return [{ ...whole, because: "counts" }];
    const parts: Segment[] = [];
    let at = whole.from;
    for (const span of openSpans(calendar, whole.from, whole.to)) {
      if (span.from > at)
        parts.push({ ...whole, from: at, to: span.from, because: "outside-hours" });
      const last = parts.at(-1);
      // Spans of two months may touch.
      if (last?.because === "counts" && last.to === span.from) {
        parts[parts.length - 1] = { ...last, to: span.to };
      } else {
        parts.push({ ...whole, ...span, because: "counts" });
      }
      at = span.to;
    }
    if (at < whole.to) parts.push({ ...whole, from: at, because: "outside-hours" });
    return parts;
  });
}

type Paused = Exclude<During, "active">;

/** Whether time of this kind is held against us (rules §10). */
export function doesCount(
  measure: SlaMeasure,
  during: During,
  policy: Pick<SlaPolicy, "pauses"> | undefined,
): boolean {
  // A queue's and a receiver's promise is to a colleague: it waits for nobody.
  const isNeverPaused = measure === "queue-wait" || measure === "acceptance";
  switch (during) {
    case "active":
      return true;
    case "resolved":
      return false;
    case "waiting-customer":
      return isNeverPaused;
    case "on-hold":
    case "third-party":
      return isNeverPaused || !policy?.pauses.includes(during);
  }
}
