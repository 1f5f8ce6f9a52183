import { useState } from "react";
import { classNames } from "./class-names.ts";
import type { FieldTexts } from "./field.tsx";
import { NumberField } from "./number-field.tsx";
import { Select } from "./select.tsx";

const UNIT_MS = { second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;
export type DurationUnit = keyof typeof UNIT_MS;

export interface DurationFieldProps extends FieldTexts {
  /** Ms; null: none. */
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
  /** Those that make sense here, the smallest first, in the reader's words: "minutos". */
  readonly units: readonly { readonly id: DurationUnit; readonly label: string }[];
  /** Names the choice of the unit: "Unidade de Primeira resposta". */
  readonly unitLabel: string;
  readonly isRequired?: boolean;
  readonly isDisabled?: boolean;
  readonly className?: string | undefined;
}

/** A length of time: a number and its unit, kept in ms. */
export function DurationField(props: DurationFieldProps) {
  const {
    value,
    onChange,
    units,
    unitLabel,
    className,
    label,
    isDisabled = false,
    ...rest
  } = props;
  const [unit, setUnit] = useState<DurationUnit>(() => widestUnit(value, units));
  return (
    <div className={classNames("flex items-start gap-2", className)}>
      <NumberField
        {...rest}
        label={label}
        isDisabled={isDisabled}
        value={value === null ? null : value / UNIT_MS[unit]}
        onChange={(next) => onChange(next === null ? null : Math.round(next * UNIT_MS[unit]))}
        minValue={0}
        className="min-w-0 grow"
      />
      <Select
        label={unitLabel}
        isLabelHidden
        isDisabled={isDisabled}
        options={units}
        value={unit}
        placeholder=""
        onChange={(next) => {
          setUnit(next);
          if (value !== null) onChange(Math.round((value / UNIT_MS[unit]) * UNIT_MS[next]));
        }}
        className={classNames("w-28 flex-none", !rest.isLabelHidden && "pt-5")}
      />
    </div>
  );
}

/** The widest unit in which the value is a whole number. */
function widestUnit(
  value: number | null,
  units: readonly { readonly id: DurationUnit }[],
): DurationUnit {
  const fitting = units.filter(({ id }) => (value ?? 0) % UNIT_MS[id] === 0);
  const last = value === null || value === 0 ? units[0] : (fitting.at(-1) ?? units[0]);
  return last?.id ?? "minute";
}
