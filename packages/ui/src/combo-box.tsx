import { ChevronDown } from "lucide-react";
import {
  ComboBox as AriaComboBox,
  Button,
  Group,
  ListBox,
  Popover,
  useFilter,
} from "react-aria-components";
import { classNames } from "./class-names.ts";
import { FIELD_ROW, FieldFrame, type FieldTexts } from "./field.tsx";
import { FirstMatchInput } from "./first-match.tsx";
import { findOption, type Option, OptionRow, wordsOf } from "./option.tsx";

export interface ComboBoxProps<Id extends string> extends FieldTexts {
  readonly options: readonly Option<Id>[];
  readonly value: Id | null;
  readonly onChange: (value: Id | null) => void;
  readonly placeholder: string;
  /** Said when nothing matches what was typed. */
  readonly emptyText: string;
  readonly name?: string;
  readonly isRequired?: boolean;
  readonly isDisabled?: boolean;
  readonly className?: string | undefined;
}

/** One of many, found by typing; accents and case do not matter. Enter takes the first that matches. */
export function ComboBox<Id extends string>({
  label,
  isLabelHidden,
  description,
  error,
  options,
  value,
  onChange,
  placeholder,
  emptyText,
  className,
  ...rest
}: ComboBoxProps<Id>) {
  const { contains } = useFilter({ sensitivity: "base" });
  // Found by its keywords, too; in the box stands its label alone.
  const matches = (label: string, typed: string) =>
    options.some((option) => option.label === label && contains(wordsOf(option), typed));
  return (
    <AriaComboBox
      {...rest}
      defaultFilter={matches}
      value={value}
      onChange={(key) => onChange(findOption(options, key)?.id ?? null)}
      isInvalid={error !== undefined}
      menuTrigger="focus"
      allowsEmptyCollection
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
          <FirstMatchInput
            matches={matches}
            placeholder={placeholder}
            className="h-full min-w-0 grow bg-transparent outline-none"
          />
          <Button className="flex size-6 flex-none items-center justify-center rounded-key text-fg-3 data-hovered:bg-hover">
            <ChevronDown aria-hidden="true" />
          </Button>
        </Group>
      </FieldFrame>
      <Popover offset={4} className="floating w-(--trigger-width)">
        <ListBox
          className="max-h-80 overflow-y-auto p-1 outline-none"
          renderEmptyState={() => <p className="px-2 py-1.5 text-13 text-fg-2">{emptyText}</p>}
        >
          {options.map((option) => (
            <OptionRow key={option.id} option={option} textValue={option.label} />
          ))}
        </ListBox>
      </Popover>
    </AriaComboBox>
  );
}
