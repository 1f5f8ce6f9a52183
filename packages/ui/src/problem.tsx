import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Callout } from "./banner.tsx";
import { classNames } from "./class-names.ts";
import { REFUSAL } from "./refusal.ts";

interface ProblemProps {
  /** In words: what happened, what is safe, what can be done. */
  readonly children: ReactNode;
  /** `warn`: it is no fault, and the form shows what is to be done first. */
  readonly tone?: "danger" | "warn";
}

/** Why what was sent is refused, where no one field is wrong: said aloud, and the focus goes to it. */
export function Problem({ children, tone = "danger" }: ProblemProps) {
  return (
    <div {...REFUSAL} className="rounded-pane">
      <Callout tone={tone} icon={<TriangleAlert />}>
        {children}
      </Callout>
    </div>
  );
}

interface ProblemLineProps extends Pick<ProblemProps, "children"> {
  /** By which fields say that it is about them. */
  readonly id?: string | undefined;
  readonly className?: string | undefined;
}

/** The same in a line: of several fields together, or beside the button that sent them. */
export function ProblemLine({ children, className, id }: ProblemLineProps) {
  return (
    <p
      {...REFUSAL}
      id={id}
      className={classNames("rounded-chip text-12 text-danger-text", className)}
    >
      {children}
    </p>
  );
}
