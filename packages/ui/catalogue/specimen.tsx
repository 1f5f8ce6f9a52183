import type { ReactNode } from "react";

export interface SectionProps {
  readonly id: string;
  readonly title: string;
  readonly children: ReactNode;
}

/** A chapter of the catalogue. */
export function Section({ id, title, children }: SectionProps) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="scroll-mt-14 py-6">
      <h2 id={`${id}-title`} className="pb-3 text-16">
        {title}
      </h2>
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">{children}</div>
    </section>
  );
}

export interface SpecimenProps {
  readonly title: string;
  /** Takes the whole width. */
  readonly isWide?: boolean;
  /** Nothing around it: panes and strips bring their own edges. */
  readonly isBare?: boolean;
  readonly children: ReactNode;
}

/** One component in its states, on the ground it is made for. */
export function Specimen({ title, isWide = false, isBare = false, children }: SpecimenProps) {
  return (
    <div className={isWide ? "min-w-0 lg:col-span-2" : "min-w-0"}>
      <h3 className="pb-1.5 text-12 font-medium text-fg-2">{title}</h3>
      <div
        className={
          isBare
            ? "overflow-hidden rounded-pane border border-line-subtle bg-surface"
            : "flex flex-wrap items-center gap-3 rounded-pane border border-line-subtle bg-surface p-4"
        }
      >
        {children}
      </div>
    </div>
  );
}
