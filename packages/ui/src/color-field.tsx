import type { FieldTexts } from "./field.tsx";
import { TextField } from "./text-field.tsx";

export interface ColorFieldProps extends FieldTexts {
  /** `#rrggbb`; while it is typed, whatever was typed. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Names the square that opens the system's own picker: "Escolher cor". */
  readonly pickLabel: string;
  /** Shown by the square while what is typed is no colour. */
  readonly fallback: string;
  readonly className?: string | undefined;
}

/** A colour: typed as `#rrggbb`, or picked with the system's own picker in the square before it. */
export function ColorField({ value, onChange, pickLabel, fallback, ...rest }: ColorFieldProps) {
  const isColor = /^#[0-9a-f]{6}$/i.test(value);
  return (
    <TextField
      {...rest}
      autoComplete="off"
      spellCheck="false"
      maxLength={7}
      value={value}
      onChange={onChange}
      start={
        <input
          type="color"
          aria-label={pickLabel}
          value={isColor ? value.toLowerCase() : fallback}
          onChange={({ target }) => onChange(target.value)}
          className="ring-focus -ml-1 size-6 flex-none cursor-default appearance-none rounded-chip border border-line-control bg-transparent p-0 [&::-moz-color-swatch]:rounded-key [&::-moz-color-swatch]:border-0 [&::-webkit-color-swatch]:rounded-key [&::-webkit-color-swatch]:border-0 [&::-webkit-color-swatch-wrapper]:p-0"
        />
      }
    />
  );
}
