import { Minus, Plus } from "lucide-react";
import type { NumberFieldProps as AriaNumberFieldProps } from "react-aria-components";
import { NumberField as AriaNumberField, Button, Group, Input } from "react-aria-components";
import { classNames } from "./class-names.ts";
import { FIELD_ROW, FieldFrame, type FieldTexts } from "./field.tsx";

export interface NumberFieldProps
  extends Omit<
      AriaNumberFieldProps,
      "children" | "className" | "style" | "aria-label" | "isInvalid" | "value" | "onChange"
    >,
    FieldTexts {
  /** Null: nothing is written. */
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
  /** After the number: "min", "unidades". */
  readonly unit?: string | undefined;
  readonly className?: string | undefined;
}

/** A number in the reader's own writing; arrows and the two buttons step. */
export function NumberField({
  label,
  isLabelHidden,
  description,
  error,
  value,
  onChange,
  unit,
  className,
  ...rest
}: NumberFieldProps) {
  return (
    <AriaNumberField
      {...rest}
      value={value ?? Number.NaN}
      onChange={(next) => onChange(Number.isNaN(next) ? null : next)}
      isInvalid={error !== undefined}
      className={classNames("flex flex-col gap-1", className)}
    >
      <FieldFrame
        label={label}
        isLabelHidden={isLabelHidden}
        description={description}
        error={error}
        isRequired={rest.isRequired}
      >
        <Group
          isInvalid={error !== undefined}
          isDisabled={rest.isDisabled ?? false}
          className={classNames(FIELD_ROW, "ring-focus-within pr-1")}
        >
          <Input className="h-full min-w-8 grow bg-transparent tabular-nums outline-none" />
          {unit !== undefined && <span className="flex-none text-12 text-fg-3">{unit}</span>}
          <span className="flex flex-none">
            <Button slot="decrement" className={STEP}>
              <Minus aria-hidden="true" />
            </Button>
            <Button slot="increment" className={STEP}>
              <Plus aria-hidden="true" />
            </Button>
          </span>
        </Group>
      </FieldFrame>
    </AriaNumberField>
  );
}

const STEP =
  "flex size-6 items-center justify-center rounded-key text-fg-3 data-disabled:text-line data-hovered:bg-hover data-hovered:text-fg pointer-coarse:size-9 [&_.lucide]:size-3.5";
