import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

export interface SystemLineProps {
  readonly icon?: ReactNode;
  readonly time?: string | undefined;
  readonly dateTime?: string | undefined;
  /** "Direcionada de Triagem para Financeiro por Carla · regra boleto". */
  readonly children: ReactNode;
}

/** What the system did, in one line between messages. */
export function SystemLine({ icon, time, dateTime, children }: SystemLineProps) {
  return (
    <div className="flex items-center justify-center gap-1.5 px-4 py-1 text-center text-12 text-fg-2 [&_.lucide]:size-3.5 [&_.lucide]:text-fg-3">
      {icon}
      <span>{children}</span>
      {time !== undefined && (
        <time dateTime={dateTime} className="flex-none tabular-nums text-fg-3">
          {time}
        </time>
      )}
    </div>
  );
}

export interface ThreadDividerProps {
  /** `unread` is where reading stopped; `day` starts a date; `gap` is time spent offline. */
  readonly kind: "unread" | "day" | "gap";
  readonly label: string;
}

const DIVIDERS = {
  unread: { text: "text-accent-text font-medium", line: "bg-accent" },
  day: { text: "text-fg-3", line: "bg-line-subtle" },
  gap: { text: "text-warn-text font-medium", line: "bg-warn-icon" },
} as const;

/** A line across the thread: "Novas mensagens", "18 de abril". */
export function ThreadDivider({ kind, label }: ThreadDividerProps) {
  const { text, line } = DIVIDERS[kind];
  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> cannot hold the words
    <div role="separator" aria-label={label} className="flex items-center gap-3 px-4 py-2">
      <span className={classNames("h-px grow forced-colors:bg-[CanvasText]", line)} />
      <span aria-hidden="true" className={classNames("text-12", text)}>
        {label}
      </span>
      <span className={classNames("h-px grow forced-colors:bg-[CanvasText]", line)} />
    </div>
  );
}
