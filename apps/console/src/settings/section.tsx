import type { ReactNode } from "react";

interface SectionProps {
  readonly title: string;
  /** One sentence on what is decided here. */
  readonly text?: ReactNode;
  readonly actions?: ReactNode;
  /** Its fields take the whole width, under the title. */
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

/** A part of a page of the settings: what it is about at the left, the fields at the right. */
export function Section({ title, text, actions, isWide = false, children }: SectionProps) {
  return (
    <section
      className={`grid gap-x-8 gap-y-3 border-line-subtle border-t pt-6 ${isWide ? "" : "min-[1080px]:grid-cols-[15rem_minmax(0,1fr)]"}`}
    >
      <div className="flex flex-col items-start gap-1">
        <h2 className="text-14s">{title}</h2>
        {text !== undefined && <p className="max-w-prose text-13 text-fg-2">{text}</p>}
        {actions}
      </div>
      <div className="flex min-w-0 flex-col gap-4">{children}</div>
    </section>
  );
}
