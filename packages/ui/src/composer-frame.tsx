import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

export interface ComposerFrameProps {
  /** A note has its own ground: nobody should have to read to know who will see the words. */
  readonly kind: "reply" | "note";
  /** Name of the region: "Resposta", "Nota interna". */
  readonly label: string;
  /** Mode, channel and recipient, 24 h window. */
  readonly header: ReactNode;
  /** Tools at the start, "send" at the end. */
  readonly footer: ReactNode;
  /** A `TextArea` with `variant="bare"`, or what stands in its place. */
  readonly children: ReactNode;
}

/** The box around what is being written. */
export function ComposerFrame({ kind, label, header, footer, children }: ComposerFrameProps) {
  return (
    <section
      aria-label={label}
      className={classNames(
        "fade-colors flex flex-none flex-col rounded-pane border has-[textarea:focus]:border-focus",
        kind === "note"
          ? "border-note-line bg-note [&_textarea]:placeholder:text-note-text"
          : "border-line-control bg-surface",
      )}
    >
      <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 px-2 pt-2">{header}</div>
      {children}
      <div className="flex items-center gap-1 px-2 pb-2">{footer}</div>
    </section>
  );
}
