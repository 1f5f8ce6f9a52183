import type { ReactNode, Ref } from "react";
import { classNames } from "./class-names.ts";

export interface ThreadLogProps {
  /** "Mensagens com Marina Costa". */
  readonly label: string;
  readonly scrollRef?: Ref<HTMLDivElement> | undefined;
  readonly onScroll?: (() => void) | undefined;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/**
 * The scrolling box of a conversation. A `log` that keeps silent: scrolling mounts old messages,
 * and a live region would read them again. New ones are spoken through the announcer.
 */
export function ThreadLog({ label, scrollRef, onScroll, className, children }: ThreadLogProps) {
  return (
    <div
      ref={scrollRef}
      role="log"
      aria-live="off"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows scroll it, F6 lands on it
      tabIndex={0}
      onScroll={onScroll}
      className={classNames("ring-focus-inset min-h-0 grow overflow-y-auto", className)}
    >
      {children}
    </div>
  );
}
