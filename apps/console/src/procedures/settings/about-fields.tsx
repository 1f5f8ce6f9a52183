import type { ProcedureContent } from "@circuito/protocol";
import { TextArea, TextField } from "@circuito/ui";
import { useT } from "../../i18n/translate.ts";

export interface PartProps {
  readonly draft: ProcedureContent;
  readonly onChange: (part: Partial<ProcedureContent>) => void;
}

interface AboutFieldsProps extends PartProps {
  /** Somebody tried to save it: what is missing says so. */
  readonly isTried: boolean;
}

/** What it is called, whose it is, what it is for, and what its words mean. */
export function AboutFields({ draft, onChange, isTried }: AboutFieldsProps) {
  const t = useT();
  return (
    <>
      <div className="grid gap-4 min-[600px]:grid-cols-2">
        <TextField
          label={t("procedures.name")}
          maxLength={120}
          value={draft.name}
          onChange={(name) => onChange({ name })}
          isRequired
          error={isTried && draft.name.trim() === "" ? t("form.required") : undefined}
        />
        <TextField
          label={t("procedures.department")}
          maxLength={120}
          value={draft.department}
          onChange={(department) => onChange({ department })}
        />
      </div>
      <TextArea
        label={t("procedures.purpose")}
        description={t("procedures.purposeText")}
        maxLength={1_000}
        value={draft.purpose}
        onChange={(purpose) => onChange({ purpose })}
      />
      <TextArea
        label={t("procedures.terms")}
        description={t("procedures.termsText")}
        maxLength={4_000}
        value={draft.terms}
        onChange={(terms) => onChange({ terms })}
      />
    </>
  );
}
