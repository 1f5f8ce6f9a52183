import { type Option, TagField } from "@circuito/ui";
import { useT } from "../../i18n/translate.ts";

interface ValuesFieldProps {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  readonly placeholder: string;
  readonly options: readonly Option[];
  readonly values: readonly string[];
  /** Absent: only what is offered. */
  readonly takesOwn?: boolean;
  readonly error?: string | undefined;
  readonly isDisabled?: boolean;
  readonly onChange: (values: string[]) => void;
}

/** Values of a list, of which one is enough: picked, or typed and kept with Enter. */
export function ValuesField(props: ValuesFieldProps) {
  const { options, values, takesOwn = false, onChange, ...rest } = props;
  const t = useT();
  return (
    <TagField
      {...rest}
      options={options}
      value={values}
      emptyText={t(takesOwn ? "routing.typeValue" : "routing.nothingFound")}
      removeLabel={(label) => t("routing.removeValue", { value: label })}
      {...(takesOwn && {
        create: {
          label: (typed: string) => t("routing.addValue", { value: typed }),
          idOf: (typed: string) => typed,
        },
      })}
      onChange={(next) => onChange([...next])}
    />
  );
}
