import { useEffect, useState } from "react";
import { useLive } from "../workspace/workspace-context.ts";

/** Often enough that no second is skipped. */
const TICK_MS = 250;

/** Seconds until an instant of the server's clock; 0 when it is over. */
export function useSecondsLeft(instant: string): number {
  const offsetMs = useLive((live) => live.clockOffsetMs);
  const left = () => Math.max(0, Math.ceil((Date.parse(instant) - Date.now() - offsetMs) / 1_000));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    setSeconds(left());
    const timer = setInterval(() => setSeconds(left()), TICK_MS);
    return () => clearInterval(timer);
  });
  return seconds;
}
