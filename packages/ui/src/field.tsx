import type { ReactNode } from "react";
import { FieldError, Label, Text } from "react-aria-components";
import { classNames } from "./class-names.ts";

/** What every field with a visible label takes. */
export interface FieldTexts {
  readonly label: string;
  /** Keeps the label for assistive technology only. */
  readonly isLabelHidden?: boolean | undefined;
  readonly description?: ReactNode;
  /** What is wrong, in words; its presence marks the field invalid. */
  readonly error?: string | undefined;
}

/** The box something is typed or chosen in: a border one can see (3:1), a ring on focus. */
export const FIELD_BOX =
  "fade-colors flex min-w-0 items-center gap-2 rounded-control border border-line-control bg-surface text-13 text-fg data-disabled:border-line data-disabled:bg-muted data-disabled:text-fg-3 data-invalid:border-danger";

/** Same box in one row, as tall as a button beside it. */
export const FIELD_ROW = classNames(FIELD_BOX, "h-control px-2.5");

interface FieldFrameProps extends FieldTexts {
  readonly isRequired?: boolean | undefined;
  readonly children: ReactNode;
}

/** Label above, help or error below; the primitives tie them together by id. */
export function FieldFrame(props: FieldFrameProps) {
  const { label, isLabelHidden, description, error, isRequired, children } = props;
  return (
    <>
      <Label className={isLabelHidden ? "sr-only" : "text-12 font-medium text-fg-2"}>
        {label}
        {isRequired && (
          <span aria-hidden="true" className="text-danger-text">
            {" *"}
          </span>
        )}
      </Label>
      {children}
      {description !== undefined && error === undefined && (
        <Text slot="description" className="text-12 text-fg-3">
          {description}
        </Text>
      )}
      <FieldError className="text-12 text-danger-text empty:hidden">{error}</FieldError>
    </>
  );
}
