import { useCallback, useEffect, useState } from "react";
import { api } from "../api/client.ts";
import { useLive } from "../workspace/workspace-context.ts";

/** Time to finish a sentence and to press one button, wherever one is (WCAG 2.2.1). */
export const WARNED_BEFORE_MS = 5 * 60_000;

/**
 * When this session ends, once that is soon; `null` before. What the server says counts: another window
 * may have gone on with it, so it is asked again before anybody is warned.
 */
export function useSessionEnd() {
  const isExpired = useLive((live) => live.sessionExpired);
  const [endsAt, setEndsAt] = useState<number | null>(null);
  const [isSoon, setSoon] = useState(false);

  const take = useCallback((endsInSeconds: number) => {
    const left = endsInSeconds * 1_000;
    setEndsAt(Date.now() + left);
    setSoon(left <= WARNED_BEFORE_MS);
  }, []);
  // Who cannot ask is told by what fails next: the session's end is no fault of the line.
  const ask = useCallback(
    () =>
      api.me().then(
        ({ endsInSeconds }) => take(endsInSeconds),
        () => undefined,
      ),
    [take],
  );

  useEffect(() => {
    setSoon(false);
    if (!isExpired) void ask();
  }, [isExpired, ask]);

  useEffect(() => {
    if (endsAt === null || isSoon || isExpired) return;
    const timer = setTimeout(ask, Math.max(0, endsAt - WARNED_BEFORE_MS - Date.now()));
    // Machines that slept wake up with their timers late.
    const look = () => {
      if (document.visibilityState === "visible" && Date.now() >= endsAt - WARNED_BEFORE_MS) {
        void ask();
      }
    };
    document.addEventListener("visibilitychange", look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [endsAt, isSoon, isExpired, ask]);

  return {
    endsAt: isSoon && !isExpired ? endsAt : null,
    /** @returns whether there was more time to be had */
    async extend(): Promise<boolean> {
      const { endsInSeconds } = await api.extendSession();
      take(endsInSeconds);
      return endsInSeconds * 1_000 > WARNED_BEFORE_MS;
    },
  };
}
