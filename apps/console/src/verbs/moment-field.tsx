import { Button, TextField } from "@circuito/ui";
import { futureTime } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";
import { localInputValue, type Moment } from "./moments.ts";

interface MomentFieldProps {
  readonly label: string;
  readonly description?: string;
  readonly presets: readonly Moment[];
  /** As `datetime-local` has it. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | undefined;
}

/** A date and an hour, with the usual ones a press away. */
export function MomentField(props: MomentFieldProps) {
  const { label, description, presets, value, onChange, error } = props;
  const t = useT();
  return (
    <div className="flex flex-col gap-1.5">
      <TextField
        label={label}
        description={description}
        type="datetime-local"
        value={value}
        onChange={onChange}
        isRequired
        error={error}
      />
      <div className="flex flex-wrap gap-1">
        {presets.map((moment) => (
          <Button
            key={moment.id}
            size="small"
            variant="ghost"
            aria-label={`${t(moment.id)}, ${futureTime(new Date(moment.at).toISOString(), Date.now())}`}
            onPress={() => onChange(localInputValue(moment.at))}
          >
            {t(moment.id)}
          </Button>
        ))}
      </div>
    </div>
  );
}
