import { Check, Minus } from "lucide-react";
import type { ReactNode } from "react";
import type { CheckboxProps as AriaCheckboxProps } from "react-aria-components";
import { Checkbox as AriaCheckbox } from "react-aria-components";

export interface CheckboxProps extends Omit<AriaCheckboxProps, "children" | "className" | "style"> {
  /** Words beside the box. Without them, pass `aria-label` or `slot="selection"` (grid rows). */
  readonly children?: ReactNode;
}

/** Yes, no, or some of them. */
export function Checkbox({ children, ...rest }: CheckboxProps) {
  return (
    <AriaCheckbox
      {...rest}
      className="group flex min-h-6 min-w-6 cursor-default items-start gap-2 py-1 text-13 data-disabled:text-fg-3 pointer-coarse:min-h-11"
    >
      {({ isSelected, isIndeterminate }) => (
        <>
          <span
            aria-hidden="true"
            className="fade-colors mt-0.5 flex size-4 flex-none items-center justify-center rounded-key border border-line-control bg-surface text-on-accent group-data-focus-visible:outline-2 group-data-focus-visible:outline-offset-2 group-data-focus-visible:outline-focus group-data-disabled:border-line group-data-disabled:bg-muted group-data-indeterminate:border-accent group-data-indeterminate:bg-accent group-data-invalid:border-danger group-data-selected:border-accent group-data-selected:bg-accent"
          >
            {isIndeterminate ? (
              <Minus className="size-3 stroke-3" />
            ) : (
              isSelected && <Check className="size-3 stroke-3" />
            )}
          </span>
          {children}
        </>
      )}
    </AriaCheckbox>
  );
}
