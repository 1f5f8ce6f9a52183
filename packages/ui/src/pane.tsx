import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

export interface PaneHeaderProps {
  readonly title: ReactNode;
  /** Level in the page's outline. */
  readonly level?: 1 | 2;
  readonly start?: ReactNode;
  readonly actions?: ReactNode;
  /** Second row: chips of a conversation. pt-BR labels do not fit in one. */
  readonly below?: ReactNode;
  readonly className?: string | undefined;
}

/** Head of a pane: 48 px, title and actions, and a row of chips if there are any. */
export function PaneHeader(props: PaneHeaderProps) {
  const { title, level = 2, start, actions, below, className } = props;
  const Title = level === 1 ? "h1" : "h2";
  return (
    <header
      className={classNames("flex flex-none flex-col border-b border-line-subtle px-3", className)}
    >
      <div className="flex min-h-12 items-center gap-2">
        {start}
        <Title className="min-w-0 grow truncate text-14s">{title}</Title>
        <div className="flex flex-none items-center gap-1 empty:hidden">{actions}</div>
      </div>
      {below !== undefined && (
        <div className="-mt-1 flex flex-wrap items-center gap-1.5 pb-2">{below}</div>
      )}
    </header>
  );
}
