import { type CrashPoint, isCrashPoint } from "./crash-points.ts";

/** kill: `kill -9`; throw: an error; stop: SIGSTOP; delay: nothing else runs for a while; note: only said. */
export const HOWS = ["kill", "throw", "stop", "delay", "note"] as const;
export type How = (typeof HOWS)[number];

/** What breaks, when it is passed for the nth time, and how. `every`: each point, at its first time. */
export interface Fault {
  readonly point: CrashPoint | "every";
  readonly nth: number;
  readonly how: How;
}

/** The setting that names a fault: `FAULT=O2:1:kill`. */
export const FAULT_SETTING = "FAULT";

/** Reads `<point>:<nth>:<how>`. @returns a sentence where it is none */
export function readFault(text: string): Fault | string {
  const [point = "", nth = "", how = "", ...more] = text.split(":");
  const form = "must be <point>:<nth>:<kill|throw|stop|delay|note>";
  if (more.length > 0 || !/^[1-9]\d{0,5}$/.test(nth)) return form;
  if (point !== "every" && !isCrashPoint(point)) return `${form}; there is no point "${point}"`;
  const known = HOWS.find((one) => one === how);
  return known === undefined ? form : { point, nth: Number(nth), how: known };
}

export function writeFault({ point, nth, how }: Fault): string {
  return `${point}:${nth}:${how}`;
}
