import { RadioGroup as AriaRadioGroup, Radio } from "react-aria-components";
import { FieldFrame, type FieldTexts } from "./field.tsx";
import { findOption, type Option } from "./option.tsx";

export interface RadioGroupProps<Id extends string> extends FieldTexts {
  readonly options: readonly Option<Id>[];
  readonly value: Id | null;
  readonly onChange: (value: Id) => void;
  readonly name?: string;
  readonly isRequired?: boolean;
  readonly isDisabled?: boolean;
}

/** One of a few, each with a line of explanation if it needs one. */
export function RadioGroup<Id extends string>({
  label,
  isLabelHidden,
  description,
  error,
  options,
  value,
  onChange,
  ...rest
}: RadioGroupProps<Id>) {
  return (
    <AriaRadioGroup
      {...rest}
      value={value}
      onChange={(key) => {
        const chosen = findOption(options, key);
        if (chosen) onChange(chosen.id);
      }}
      isInvalid={error !== undefined}
      className="flex flex-col gap-1"
    >
      <FieldFrame
        label={label}
        isLabelHidden={isLabelHidden}
        description={description}
        error={error}
        isRequired={rest.isRequired}
      >
        {options.map((option) => (
          <Radio
            key={option.id}
            value={option.id}
            isDisabled={option.isDisabled ?? false}
            className="group flex min-h-7 cursor-default items-start gap-2 py-1 text-13 data-disabled:text-fg-3 pointer-coarse:min-h-11"
          >
            <span
              aria-hidden="true"
              className="fade-colors mt-0.5 flex size-4 flex-none items-center justify-center rounded-full border border-line-control bg-surface group-data-focus-visible:outline-2 group-data-focus-visible:outline-offset-2 group-data-focus-visible:outline-focus group-data-invalid:border-danger group-data-selected:border-[5px] group-data-selected:border-accent group-data-selected:bg-on-accent group-data-disabled:border-line forced-colors:group-data-selected:border-[Highlight]"
            />
            <span className="flex flex-col">
              {option.label}
              {option.description !== undefined && (
                <span className="text-12 text-fg-2">{option.description}</span>
              )}
            </span>
          </Radio>
        ))}
      </FieldFrame>
    </AriaRadioGroup>
  );
}
