import { IconButton, TextField, type TextFieldProps } from "@circuito/ui";
import { X } from "lucide-react";
import { useEffect, useRef } from "react";
import { useT } from "../i18n/translate.ts";
import type { DraftChoice } from "../workspace/drafts.ts";
import { focusSoon } from "../workspace/panes.ts";
import {
  CHOICE_DESCRIPTION_MAX,
  CHOICE_TITLE_MAX,
  CHOICES_MAX,
  type ChoicesLook,
  isUnnamed,
} from "./offered-choices.ts";

interface ChoicesEditorProps {
  readonly rows: readonly DraftChoice[];
  readonly look: ChoicesLook;
  readonly newId: () => string;
  /** Somebody has just asked for them. */
  readonly startsFocused: boolean;
  /** Sending was tried: what is missing is marked. */
  readonly isChecked: boolean;
  readonly onChange: (rows: readonly DraftChoice[]) => void;
  readonly onRemoveAll: () => void;
  readonly onSend: () => void;
}

/**
 * What the customer may choose from, a row each. Always one empty row at the end to write on; Enter
 * goes to the next, Backspace on an empty one takes it away.
 */
export function ChoicesEditor(props: ChoicesEditorProps) {
  const { rows, look, newId, startsFocused, isChecked, onChange, onRemoveAll, onSend } = props;
  const t = useT();
  const titles = useRef(new Map<string, HTMLInputElement>());
  const wanted = useRef<number | null>(startsFocused ? 0 : null);
  useEffect(() => {
    const row = wanted.current === null ? undefined : rows[wanted.current];
    wanted.current = null;
    if (row !== undefined) titles.current.get(row.id)?.focus();
  });

  function put(place: number, part: Partial<DraftChoice>) {
    const next = rows.map((row, at) => (at === place ? { ...row, ...part } : row));
    const isFull = next.every(({ title }) => title !== "") && next.length < CHOICES_MAX;
    onChange(isFull ? [...next, { id: newId(), title: "" }] : next);
  }

  function removeAll() {
    onRemoveAll();
    focusSoon("composer");
  }

  function remove(place: number) {
    const next = rows.filter((_row, at) => at !== place);
    if (next.every(isBlank)) {
      removeAll();
      return;
    }
    wanted.current = Math.max(0, place - 1);
    const hasRoom = next.some(({ title }) => title === "");
    onChange(hasRoom ? next : [...next, { id: newId(), title: "" }]);
  }

  function onKeyDown(event: KeyDown, place: number) {
    // The primitives keep keys to themselves unless told: Esc and Ctrl+K are everybody's.
    if (!takes(event, place)) event.continuePropagation();
    else event.preventDefault();
  }

  /** Whether the key meant something here. */
  function takes(event: KeyDown, place: number): boolean {
    if (event.nativeEvent.isComposing) return false;
    if (event.key === "Enter") {
      const next = rows[place + 1];
      if (event.ctrlKey || event.metaKey) onSend();
      else if (next !== undefined) titles.current.get(next.id)?.focus();
      return true;
    }
    const row = rows[place];
    if (event.key !== "Backspace" || row === undefined || !isBlank(row)) return false;
    remove(place);
    return true;
  }

  return (
    <fieldset className="mx-2 mb-2 flex flex-col gap-1.5 rounded-control border border-line px-2 pb-2">
      <legend className="flex items-center gap-1 px-1 text-12 font-medium text-fg-2">
        {t("chat.choices")}
        <IconButton size="tiny" label={t("chat.removeChoices")} icon={<X />} onPress={removeAll} />
      </legend>
      <ol className="flex flex-col gap-1.5">
        {rows.map((row, place) => {
          const number = place + 1;
          const isNext = place > 0 && isBlank(row);
          return (
            <li key={row.id} className="flex items-start gap-1.5">
              <span
                aria-hidden="true"
                className="w-5 flex-none pt-1.5 text-right text-12 text-fg-3 tabular-nums"
              >
                {number}.
              </span>
              <span className="grid min-w-0 grow gap-1 min-[560px]:grid-cols-[2fr_3fr]">
                <TextField
                  label={t("chat.choiceTitle", { number })}
                  isLabelHidden
                  placeholder={t("chat.choiceTitlePlaceholder")}
                  autoComplete="off"
                  maxLength={CHOICE_TITLE_MAX}
                  validationBehavior="aria"
                  inputRef={(input) => {
                    if (input === null) titles.current.delete(row.id);
                    else titles.current.set(row.id, input);
                  }}
                  value={row.title}
                  error={isChecked && isUnnamed(row) ? t("chat.choiceNeedsTitle") : undefined}
                  onChange={(title) => put(place, { title })}
                  onKeyDown={(event) => onKeyDown(event, place)}
                />
                {!isNext && (
                  <TextField
                    label={t("chat.choiceDescription", { number })}
                    isLabelHidden
                    placeholder={t("chat.choiceDescriptionPlaceholder")}
                    autoComplete="off"
                    maxLength={CHOICE_DESCRIPTION_MAX}
                    value={row.description ?? ""}
                    onChange={(description) => put(place, { description })}
                    onKeyDown={(event) => onKeyDown(event, place)}
                  />
                )}
              </span>
              <span className={isNext ? "invisible" : ""}>
                <IconButton
                  size="small"
                  label={t("chat.removeChoice", { number })}
                  icon={<X />}
                  onPress={() => remove(place)}
                />
              </span>
            </li>
          );
        })}
      </ol>
      <p className="pl-6.5 text-12 text-fg-2" role="status">
        {t(`chat.choicesLook.${look}`)}
      </p>
    </fieldset>
  );
}

type KeyDown = Parameters<NonNullable<TextFieldProps["onKeyDown"]>>[0];

const isBlank = ({ title, description = "" }: DraftChoice) => title === "" && description === "";
