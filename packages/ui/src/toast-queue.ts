import type { Tone } from "./tone.ts";

/** Time to read a line and reach "Desfazer" by keyboard; the same window undo keeps open. */
export const TOAST_TIMEOUT_MS = 10_000;

/** More would cover the composer; the oldest leaves first. */
const TOASTS_MAX = 4;

export interface ToastContent {
  readonly text: string;
  readonly tone?: Extract<Tone, "neutral" | "ok" | "warn" | "danger">;
  readonly action?: { readonly label: string; readonly onAction: () => void };
  /** `null` stays until dismissed: for what must be read. Default {@link TOAST_TIMEOUT_MS}. */
  readonly timeoutMs?: number | null;
  /** Called once when it leaves without its action having been taken. */
  readonly onClose?: () => void;
}

export interface Toast extends ToastContent {
  readonly id: string;
}

export interface ToastQueue {
  readonly add: (content: ToastContent) => string;
  /** Takes it away; calls its `onClose`. */
  readonly dismiss: (id: string) => void;
  /** Runs its action and takes it away. */
  readonly act: (id: string) => void;
  readonly subscribe: (listener: () => void) => () => void;
  readonly getSnapshot: () => readonly Toast[];
}

/** Holds what the `ToastRegion` shows. One per app, made at its root and passed down. */
export function createToastQueue(): ToastQueue {
  let toasts: readonly Toast[] = [];
  let nextId = 1;
  const listeners = new Set<() => void>();
  const set = (next: readonly Toast[]) => {
    toasts = next;
    for (const listener of listeners) listener();
  };
  const take = (id: string): Toast | undefined => {
    const found = toasts.find((toast) => toast.id === id);
    if (found) set(toasts.filter((toast) => toast !== found));
    return found;
  };
  return {
    add(content) {
      const toast = { ...content, id: `toast-${nextId++}` };
      const leaving = toasts.slice(0, Math.max(0, toasts.length + 1 - TOASTS_MAX));
      set([...toasts.slice(leaving.length), toast]);
      for (const old of leaving) old.onClose?.();
      return toast.id;
    },
    dismiss: (id) => take(id)?.onClose?.(),
    act: (id) => take(id)?.action?.onAction(),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getSnapshot: () => toasts,
  };
}
