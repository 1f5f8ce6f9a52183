import type { ActivityReportView } from "@circuito/protocol";

const HOUR_MS = 60 * 60_000;
/** What is shown of a day on which nobody was there. */
const OFFICE = { from: 8, to: 18 };
/** Closer together hours touch each other. */
const TICKS_MAX = 12;

/** The part of a day that is drawn: whole hours, ms since epoch. */
export interface DayAxis {
  readonly from: number;
  readonly to: number;
  /** Hours that are named, ms since epoch. */
  readonly ticks: readonly number[];
}

/** From the hour in which somebody came to the hour in which the last one went: nights are not drawn. */
export function dayAxis({ from, to, agents }: ActivityReportView): DayAxis {
  const [begins, ends] = [Date.parse(from), Date.parse(to)];
  const there = agents.flatMap(({ spans }) => spans.filter(({ state }) => state !== "offline"));
  const first = Math.min(...there.map((span) => Date.parse(span.from)));
  const last = Math.max(...there.map((span) => Date.parse(span.to)));
  // Hours of the day, counted from its beginning: zones need not differ by whole ones.
  const hoursTo = (at: number) => (at - begins) / HOUR_MS;
  const start = there.length === 0 ? OFFICE.from : Math.floor(hoursTo(first));
  const end = there.length === 0 ? OFFICE.to : Math.max(start + 1, Math.ceil(hoursTo(last)));
  const axis = { from: begins + start * HOUR_MS, to: Math.min(ends, begins + end * HOUR_MS) };
  const every = Math.ceil((axis.to - axis.from) / HOUR_MS / TICKS_MAX);
  const ticks: number[] = [];
  for (let at = axis.from; at <= axis.to; at += every * HOUR_MS) ticks.push(at);
  return { ...axis, ticks };
}

/** Where on the axis an instant is, 0–1; what lies outside of it is at its end. */
export function shareOf({ from, to }: DayAxis, instant: string): number {
  return Math.min(1, Math.max(0, (Date.parse(instant) - from) / (to - from)));
}
