import { useEffect, useRef, useState } from "react";
import { useT } from "../../i18n/translate.ts";
import { useLive } from "../../workspace/workspace-context.ts";

interface ExpiryRingProps {
  /** ISO 8601, by the server's clock. */
  readonly expiresAt: string;
}

const TICK_MS = 1_000;
const RADIUS = 9;
const AROUND = 2 * Math.PI * RADIUS;

/** How long the code is good: a ring that empties, and the seconds. Seen, never read out each second. */
export function ExpiryRing({ expiresAt }: ExpiryRingProps) {
  const t = useT();
  const leftMs = useLeft(expiresAt);
  const whole = useRef({ expiresAt, ms: leftMs });
  // A new code has a length of its own: as it is when it is first seen.
  if (whole.current.expiresAt !== expiresAt) whole.current = { expiresAt, ms: leftMs };
  const share = whole.current.ms <= 0 ? 0 : Math.min(1, leftMs / whole.current.ms);
  return (
    <span className="flex items-center gap-2 text-13 tabular-nums text-fg-2">
      <svg viewBox="0 0 24 24" aria-hidden="true" className="size-5 -rotate-90" fill="none">
        <circle cx="12" cy="12" r={RADIUS} strokeWidth="3" className="stroke-muted" />
        <circle
          cx="12"
          cy="12"
          r={RADIUS}
          strokeWidth="3"
          strokeLinecap="round"
          strokeDasharray={AROUND}
          strokeDashoffset={AROUND * (1 - share)}
          className={share === 0 ? "stroke-transparent" : "stroke-accent"}
        />
      </svg>
      {leftMs > 0
        ? t("pairing.expiresIn", { count: Math.ceil(leftMs / 1_000) })
        : t("pairing.renewing")}
    </span>
  );
}

function useLeft(expiresAt: string): number {
  const offsetMs = useLive((live) => live.clockOffsetMs);
  const [, redraw] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => redraw((count) => count + 1), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Date.parse(expiresAt) - (Date.now() + offsetMs));
}
