import type { AttendantLanguage, AttendantWords } from "@circuito/protocol/attendant-text";
import { TextArea, TextField } from "@circuito/ui";
import type { ComponentProps, ReactNode } from "react";
import { withWords } from "../flow/flow-edit.ts";

interface WordsFieldProps {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  readonly description?: ReactNode;
  readonly words: AttendantWords | undefined;
  readonly language: AttendantLanguage;
  /** Of the flow itself: what is said where this language has no words, and shown in their place. */
  readonly fallback: AttendantLanguage;
  readonly error: string | undefined;
  /** One line, with how much of it the channel takes. */
  readonly lengthMax?: number;
  readonly inputRef?: ComponentProps<typeof TextField>["inputRef"];
  readonly onKeyDown?: ComponentProps<typeof TextField>["onKeyDown"];
  readonly onChange: (words: AttendantWords) => void;
}

/** A text of the flow in the language that is being written. */
export function WordsField(props: WordsFieldProps) {
  const { label, isLabelHidden, description, words, language, fallback, error, lengthMax } = props;
  const text = words?.[language] ?? "";
  const placeholder = language === fallback ? undefined : words?.[fallback];
  const onChange = (typed: string) => props.onChange(withWords(words, language, typed));
  if (lengthMax === undefined) {
    return (
      <TextArea
        label={label}
        isLabelHidden={isLabelHidden}
        description={description}
        placeholder={placeholder}
        error={error}
        value={text}
        onChange={onChange}
      />
    );
  }
  const length = [...text].length;
  return (
    <TextField
      label={label}
      isLabelHidden={isLabelHidden}
      placeholder={placeholder}
      autoComplete="off"
      error={error}
      inputRef={props.inputRef}
      {...(props.onKeyDown && { onKeyDown: props.onKeyDown })}
      value={text}
      onChange={onChange}
      end={
        <span
          className={`flex-none text-12 tabular-nums ${length > lengthMax ? "text-danger-text" : "text-fg-3"}`}
        >
          {length}/{lengthMax}
        </span>
      }
    />
  );
}
