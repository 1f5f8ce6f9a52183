import type { ReactNode } from "react";

export interface EmptyStateProps {
  readonly icon?: ReactNode;
  /** One line of what this is: "Tudo em dia." */
  readonly title: string;
  readonly children?: ReactNode;
  /** One primary action. */
  readonly action?: ReactNode;
}

/** Nothing here, and what to do about it. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="flex grow flex-col items-center justify-center gap-1 px-6 py-10 text-center">
      {icon && (
        <span className="mb-2 flex size-10 items-center justify-center rounded-pane border border-line-subtle bg-surface text-fg-3 [&>svg]:size-5">
          {icon}
        </span>
      )}
      <p className="text-14s">{title}</p>
      {children !== undefined && <div className="max-w-80 text-13 text-fg-2">{children}</div>}
      {action !== undefined && <div className="mt-3">{action}</div>}
    </div>
  );
}
