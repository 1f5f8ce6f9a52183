import { Plus, X } from "lucide-react";
import { useState } from "react";
import {
  ComboBox as AriaComboBox,
  Button,
  Group,
  Input,
  ListBox,
  Popover,
} from "react-aria-components";
import { classNames } from "./class-names.ts";
import { FIELD_BOX, FieldFrame, type FieldTexts } from "./field.tsx";
import { FirstMatchInput } from "./first-match.tsx";
import { findOption, type Option, OptionRow } from "./option.tsx";

export interface TagFieldProps<Id extends string> extends FieldTexts {
  readonly options: readonly Option<Id>[];
  readonly value: readonly Id[];
  readonly onChange: (value: readonly Id[]) => void;
  readonly placeholder: string;
  /** Said when nothing matches what was typed. */
  readonly emptyText: string;
  /** "Retirar Financeiro". */
  readonly removeLabel: (label: string) => string;
  /** With it, what is not among the options may be added: "Criar “vip”". */
  readonly create?: {
    readonly label: (typed: string) => string;
    readonly idOf: (typed: string) => Id;
  };
  readonly isDisabled?: boolean;
  readonly className?: string | undefined;
}

/**
 * Several of many, as chips; found by typing. Backspace in the empty text takes the last one
 * out; where new ones may be made, Enter and a comma keep what was typed.
 */
export function TagField<Id extends string>(props: TagFieldProps<Id>) {
  const { label, isLabelHidden, description, error, options, value, onChange } = props;
  const { placeholder, emptyText, removeLabel, create, isDisabled = false, className } = props;
  const [typed, setTyped] = useState("");
  const left = options.filter(({ id }) => !value.includes(id));
  const wish = typed.trim();
  const isNew =
    create !== undefined &&
    wish !== "" &&
    !value.includes(create.idOf(wish)) &&
    !options.some((option) => option.label.toLowerCase() === wish.toLowerCase());
  const shown: readonly Option[] = isNew
    ? [...left, { id: NEW, label: create.label(wish), keywords: [wish], icon: <Plus /> }]
    : left;
  // Where new ones may be made, what was typed is meant as it stands.
  const Typed = create === undefined ? FirstMatchInput : Input;
  const labelOf = (id: Id) => findOption(options, id)?.label ?? id;

  function add(key: unknown): void {
    setTyped("");
    if (key === NEW && create !== undefined) onChange([...value, create.idOf(wish)]);
    const chosen = findOption(left, key);
    if (chosen !== undefined) onChange([...value, chosen.id]);
  }

  return (
    <AriaComboBox
      value={null}
      onChange={add}
      inputValue={typed}
      onInputChange={setTyped}
      isDisabled={isDisabled}
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
      >
        <Group
          isInvalid={error !== undefined}
          isDisabled={isDisabled}
          className={classNames(
            FIELD_BOX,
            "ring-focus-within min-h-control flex-wrap gap-1 px-1.5 py-1",
          )}
        >
          {value.length > 0 && (
            // No TagGroup: inside a combo box its tags would be taken for options of the list.
            <ul aria-label={label} className="contents">
              {value.map((id) => (
                <li
                  key={id}
                  className="flex h-6 max-w-full cursor-default items-center gap-1 rounded-chip bg-muted pr-0.5 pl-2 text-12 pointer-coarse:h-9"
                >
                  <span className="truncate">{labelOf(id)}</span>
                  <Button
                    // Not the button that opens the list.
                    slot={null}
                    aria-label={removeLabel(labelOf(id))}
                    isDisabled={isDisabled}
                    onPress={() => onChange(value.filter((one) => one !== id))}
                    className="ring-focus flex size-6 flex-none items-center justify-center rounded-key text-fg-3 data-hovered:bg-hover data-hovered:text-fg [&_.lucide]:size-3"
                  >
                    <X aria-hidden="true" />
                  </Button>
                </li>
              ))}
            </ul>
          )}
          <Typed
            placeholder={value.length === 0 ? placeholder : ""}
            onKeyDown={(event) => {
              if (event.key === "Backspace" && typed === "") onChange(value.slice(0, -1));
              if (!isNew || event.nativeEvent.isComposing) return;
              // Typed to its end, unless an option of the list is meant.
              const isPicking = event.currentTarget.hasAttribute("aria-activedescendant");
              if (event.key === "," || (event.key === "Enter" && !isPicking)) {
                event.preventDefault();
                add(NEW);
              }
            }}
            className="h-6 min-w-20 grow bg-transparent px-1 outline-none"
          />
        </Group>
      </FieldFrame>
      <Popover offset={4} className="floating w-(--trigger-width)">
        <ListBox
          className="max-h-80 overflow-y-auto p-1 outline-none"
          renderEmptyState={() => <p className="px-2 py-1.5 text-13 text-fg-2">{emptyText}</p>}
        >
          {shown.map((option) => (
            <OptionRow key={option.id} option={option} hasTick={false} />
          ))}
        </ListBox>
      </Popover>
    </AriaComboBox>
  );
}

/** No id that a caller can have: ids are names or UUIDs. */
const NEW = "\u0000new";
