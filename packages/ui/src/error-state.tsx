import { ChevronRight, CloudAlert, RotateCw } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";

export interface ErrorStateProps {
  /** What happened, in a plain sentence. */
  readonly title: string;
  /** What is safe, and what to do. */
  readonly children?: ReactNode;
  readonly retryLabel: string;
  readonly onRetry: () => void;
  readonly isRetrying?: boolean;
  /** Folded away: an id or a server's words, for who helps. */
  readonly technical?: { readonly label: string; readonly text: string } | undefined;
}

/** A pane that failed, and only that pane. */
export function ErrorState(props: ErrorStateProps) {
  const { title, children, retryLabel, onRetry, isRetrying = false, technical } = props;
  return (
    <div
      role="alert"
      className="flex grow flex-col items-center justify-center gap-1 px-6 py-10 text-center"
    >
      <span className="mb-2 flex size-10 items-center justify-center rounded-pane bg-danger-soft text-danger-text [&>svg]:size-5">
        <CloudAlert aria-hidden="true" />
      </span>
      <p className="text-14s">{title}</p>
      {children !== undefined && <div className="max-w-80 text-13 text-fg-2">{children}</div>}
      <div className="mt-3">
        <Button icon={<RotateCw aria-hidden="true" />} onPress={onRetry} isPending={isRetrying}>
          {retryLabel}
        </Button>
      </div>
      {technical && (
        <details className="group mt-3 max-w-full text-12 text-fg-2">
          <summary className="ring-focus inline-flex min-h-6 cursor-default list-none items-center gap-1 rounded-key px-1">
            <ChevronRight aria-hidden="true" className="size-3 group-open:rotate-90" />
            {technical.label}
          </summary>
          <code className="mt-1 block rounded-row bg-sunken px-2 py-1 font-mono break-all">
            {technical.text}
          </code>
        </details>
      )}
    </div>
  );
}
