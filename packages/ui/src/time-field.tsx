import { TextField, type TextFieldProps } from "./text-field.tsx";

export interface TimeFieldProps
  extends Omit<TextFieldProps, "type" | "value" | "onChange" | "placeholder"> {
  /** `HH:MM`, 24 hours; empty: none. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A time of day. The browser's own field: it knows the keyboard, the phone and the language. */
export const TimeField = (props: TimeFieldProps) => <TextField {...props} type="time" />;

export interface DateFieldProps extends TimeFieldProps {
  /** `YYYY-MM-DD`; empty: none. */
  readonly value: string;
}

/** A day. The browser's own field, too. */
export const DateField = (props: DateFieldProps) => <TextField {...props} type="date" />;
