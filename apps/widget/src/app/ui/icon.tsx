import type { JSX } from "preact";

const SHAPES = {
  close: "M6 6l12 12M18 6L6 18",
  down: "M12 5v14M6 13l6 6 6-6",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  send: "M12 19V5M6 11l6-6 6 6",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  check: "M5 12.5l4.5 4.5L19 7.5",
  checks: "M2 12.5l4.5 4.5L16 7.5M11.5 17L21 7.5",
  clock: "M12 21a9 9 0 100-18 9 9 0 000 18zM12 7v5l3 2",
  alert: "M12 21a9 9 0 100-18 9 9 0 000 18zM12 7v6M12 16.5h.01",
  offline: "M3 3l18 18M8.5 16a5 5 0 017 0M5 12.5a10 10 0 015-2.7M14 9.8a10 10 0 015 2.7M12 20h.01",
  queue:
    "M9 11a4 4 0 100-8 4 4 0 000 8zM2 20c0-3.5 3-6 7-6s7 2.5 7 6M16 3.5a4 4 0 010 7M18 14.5c2.5.800 4 2.8 4 5.5",
  user: "M12 12a4.5 4.5 0 100-9 4.5 4.5 0 000 9zM4 21c0-4 3.5-6.5 8-6.5s8 2.5 8 6.5",
} as const;

/** A drawing beside words that say the same; never the only bearer of a meaning. */
export function Icon({ name }: { name: keyof typeof SHAPES }): JSX.Element {
  return (
    <svg class={`i i-${name}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={SHAPES[name]} />
    </svg>
  );
}
