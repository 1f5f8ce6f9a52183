import { NumberField } from "@circuito/ui";
import { useT } from "../../i18n/translate.ts";

interface Range {
  readonly atLeast?: number | undefined;
  readonly below?: number | undefined;
}

interface RangeFieldProps {
  readonly range: Range;
  /** How many of what is stored make one of what is typed: 60,000 ms a minute. */
  readonly unit: number;
  /** "min", "conversas". */
  readonly unitLabel: string;
  readonly max: number;
  readonly isDisabled: boolean;
  readonly onChange: (range: Range) => void;
}

/** From one number on, below another, or between both. */
export function RangeField({ range, unit, unitLabel, max, isDisabled, onChange }: RangeFieldProps) {
  const t = useT();
  const shown = (stored: number | undefined) => (stored === undefined ? null : stored / unit);
  const put = (name: keyof Range, typed: number | null) => {
    const { [name]: _before, ...rest } = range;
    onChange(typed === null ? rest : { ...rest, [name]: Math.round(typed * unit) });
  };
  return (
    <div className="grid grid-cols-2 gap-2">
      <NumberField
        label={t("routing.range.atLeast")}
        unit={unitLabel}
        minValue={0}
        maxValue={max}
        isDisabled={isDisabled}
        value={shown(range.atLeast)}
        onChange={(typed) => put("atLeast", typed)}
      />
      <NumberField
        label={t("routing.range.below")}
        unit={unitLabel}
        minValue={unit === 1 ? 1 : 0}
        maxValue={max}
        isDisabled={isDisabled}
        value={shown(range.below)}
        onChange={(typed) => put("below", typed)}
      />
    </div>
  );
}
