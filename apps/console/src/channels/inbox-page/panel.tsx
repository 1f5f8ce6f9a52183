import { type ReactNode, useId } from "react";

interface PanelProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** One matter of an inbox's page. */
export function Panel({ title, children }: PanelProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="flex min-w-0 flex-col gap-3 rounded-pane border border-line p-4"
    >
      <h2 id={id} className="text-14s">
        {title}
      </h2>
      {children}
    </section>
  );
}
