import { unknownVariables } from "@circuito/protocol/writing-text";
import { TextArea } from "@circuito/ui";
import { useRef } from "react";
import { useT } from "../i18n/translate.ts";
import { VariableButtons } from "./variable-buttons.tsx";

/** The protocol's limit for prepared words. */
const WORDS_LENGTH_MAX = 4_000;

interface VariableTextProps {
  readonly label: string;
  readonly description?: string | undefined;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly lengthMax?: number;
  readonly minRows?: number;
  readonly isRequired?: boolean;
  readonly isReadOnly?: boolean;
  /** Somebody tried to save: variables that mean nothing are named. */
  readonly isChecked: boolean;
  readonly error?: string | undefined;
}

/** Prepared words: a text, and what it may name a press away. */
export function VariableText(props: VariableTextProps) {
  const { label, description, value, onChange, minRows = 5, isChecked, error } = props;
  const { lengthMax = WORDS_LENGTH_MAX } = props;
  const { isRequired = false, isReadOnly = false } = props;
  const t = useT();
  const box = useRef<HTMLTextAreaElement>(null);
  const unknown = unknownVariables(value);
  const unknownText =
    isChecked && unknown.length > 0
      ? t("quickReply.unknown", { names: unknown.join(", ") })
      : undefined;
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <TextArea
        label={label}
        description={description}
        value={value}
        onChange={onChange}
        maxLength={lengthMax}
        minRows={minRows}
        maxRows={12}
        isRequired={isRequired}
        isReadOnly={isReadOnly}
        textAreaRef={box}
        error={error ?? unknownText}
      />
      {!isReadOnly && (
        <VariableButtons
          label={t("quickReply.variables")}
          box={box}
          text={value}
          onWrite={onChange}
        />
      )}
    </div>
  );
}
