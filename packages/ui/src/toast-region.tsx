import { CircleCheck, OctagonAlert, TriangleAlert, X } from "lucide-react";
import { type ReactNode, useEffect, useState, useSyncExternalStore } from "react";
import { Button } from "./button.tsx";
import { classNames } from "./class-names.ts";
import { IconButton } from "./icon-button.tsx";
import { TOAST_TIMEOUT_MS, type Toast, type ToastQueue } from "./toast-queue.ts";
import { TONE_TEXT } from "./tone.ts";

export interface ToastRegionProps {
  readonly queue: ToastQueue;
  /** Name of the region: "Avisos". */
  readonly label: string;
  readonly dismissLabel: string;
  /** At the start by default: the end of an inbox is where "send" is. */
  readonly placement?: "start" | "center" | "end";
}

const PLACES = { start: "justify-start", center: "justify-center", end: "justify-end" } as const;

const ICONS: Readonly<Record<NonNullable<Toast["tone"]>, ReactNode>> = {
  neutral: null,
  ok: <CircleCheck aria-hidden="true" />,
  warn: <TriangleAlert aria-hidden="true" />,
  danger: <OctagonAlert aria-hidden="true" />,
};

/**
 * Where toasts come up, at the foot. It is read politely, waits while the pointer or focus is on
 * it, and stays reachable while a dialog is open.
 */
export function ToastRegion({ queue, label, dismissLabel, placement = "start" }: ToastRegionProps) {
  const toasts = useSyncExternalStore(queue.subscribe, queue.getSnapshot, queue.getSnapshot);
  const [isHeld, setHeld] = useState(false);
  return (
    <section
      aria-label={label}
      data-react-aria-top-layer="true"
      className={classNames(
        "pointer-events-none fixed inset-x-0 bottom-4 z-60 flex px-4",
        PLACES[placement],
      )}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <ol
        aria-live="polite"
        aria-relevant="additions"
        className="flex w-full max-w-md flex-col gap-2"
      >
        {toasts.map((toast) => (
          <ToastLine
            key={toast.id}
            toast={toast}
            queue={queue}
            dismissLabel={dismissLabel}
            isHeld={isHeld}
          />
        ))}
      </ol>
    </section>
  );
}

interface ToastLineProps {
  readonly toast: Toast;
  readonly queue: ToastQueue;
  readonly dismissLabel: string;
  readonly isHeld: boolean;
}

function ToastLine({ toast, queue, dismissLabel, isHeld }: ToastLineProps) {
  const { id, text, tone = "neutral", action, timeoutMs = TOAST_TIMEOUT_MS } = toast;
  useEffect(() => {
    if (timeoutMs === null || isHeld) return;
    const timer = setTimeout(() => queue.dismiss(id), timeoutMs);
    return () => clearTimeout(timer);
  }, [queue, id, timeoutMs, isHeld]);
  return (
    <li className="appear pointer-events-auto flex min-h-11 items-center gap-2.5 rounded-pane border border-line bg-raised py-1.5 pr-1.5 pl-3.5 text-13 text-fg shadow-menu">
      <span className={classNames("flex empty:hidden", TONE_TEXT[tone])}>{ICONS[tone]}</span>
      <span className="min-w-0 grow">{text}</span>
      {action && (
        <Button variant="ghost" size="small" onPress={() => queue.act(id)}>
          <span className="text-accent-text">{action.label}</span>
        </Button>
      )}
      <IconButton
        label={dismissLabel}
        icon={<X />}
        size="small"
        onPress={() => queue.dismiss(id)}
      />
    </li>
  );
}
