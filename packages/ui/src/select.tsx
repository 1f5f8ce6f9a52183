import { ChevronDown } from "lucide-react";
import { Select as AriaSelect, Button, ListBox, Popover, SelectValue } from "react-aria-components";
import { classNames } from "./class-names.ts";
import { FIELD_ROW, FieldFrame, type FieldTexts } from "./field.tsx";
import { findOption, type Option, OptionRow } from "./option.tsx";

export interface SelectProps<Id extends string> extends FieldTexts {
  readonly options: readonly Option<Id>[];
  readonly value: Id | null;
  readonly onChange: (value: Id) => void;
  readonly placeholder: string;
  readonly name?: string;
  readonly isRequired?: boolean;
  readonly isDisabled?: boolean;
  readonly className?: string | undefined;
}

/** One of a few. Above a dozen choices, use `ComboBox`. */
export function Select<Id extends string>({
  label,
  isLabelHidden,
  description,
  error,
  options,
  value,
  onChange,
  className,
  ...rest
}: SelectProps<Id>) {
  return (
    <AriaSelect
      {...rest}
      value={value}
      onChange={(key) => {
        const chosen = findOption(options, key);
        if (chosen) onChange(chosen.id);
      }}
      isInvalid={error !== undefined}
      className={classNames("group flex flex-col gap-1", className)}
    >
      <FieldFrame
        label={label}
        isLabelHidden={isLabelHidden}
        description={description}
        error={error}
        isRequired={rest.isRequired}
      >
        <Button
          className={classNames(
            FIELD_ROW,
            "ring-focus cursor-default text-left group-data-invalid:border-danger",
          )}
        >
          <SelectValue className="min-w-0 grow truncate data-placeholder:text-fg-3">
            {({ selectedText, defaultChildren }) => selectedText || defaultChildren}
          </SelectValue>
          <ChevronDown aria-hidden="true" className="text-fg-3" />
        </Button>
      </FieldFrame>
      <Popover offset={4} className="floating min-w-(--trigger-width)">
        <ListBox className="max-h-80 overflow-y-auto p-1 outline-none">
          {options.map((option) => (
            <OptionRow key={option.id} option={option} />
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
