import type { ReactNode } from "react";

/** Text for assistive technology alone. */
export function VisuallyHidden({ children }: { readonly children: ReactNode }) {
  return <span className="sr-only">{children}</span>;
}

export interface SkipLinksProps {
  readonly label: string;
  /** `targetId` is the id of an element that can take focus (`tabIndex={-1}`). */
  readonly links: readonly { readonly targetId: string; readonly label: string }[];
}

/** First thing in the tab order: "Ir para a lista · conversa · resposta". Seen on focus. */
export function SkipLinks({ label, links }: SkipLinksProps) {
  return (
    <nav aria-label={label} className="fixed top-1 left-1 z-60 flex gap-1">
      {links.map((link) => (
        <a
          key={link.targetId}
          href={`#${link.targetId}`}
          onClick={(event) => {
            const target = document.getElementById(link.targetId);
            if (!target) return;
            // Focus, without leaving a fragment in an address that is the app's state.
            event.preventDefault();
            target.focus();
          }}
          className="not-focus:sr-only focus:rounded-control focus:bg-accent focus:px-3 focus:py-2 focus:text-13 focus:text-on-accent"
        >
          {link.label}
        </a>
      ))}
    </nav>
  );
}
