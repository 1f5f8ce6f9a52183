import type { ProcedureContent } from "@circuito/protocol";
import { FactList, TextButton } from "@circuito/ui";
import { useT } from "../../i18n/translate.ts";

interface AboutProcedureProps {
  readonly procedure: Pick<ProcedureContent, "department" | "purpose" | "terms">;
  readonly onClose: () => void;
}

/** Whose procedure it is, what it is for, and what its words mean. */
export function AboutProcedure({ procedure, onClose }: AboutProcedureProps) {
  const t = useT();
  const { department, purpose, terms } = procedure;
  const facts = [
    { id: "department", term: t("procedures.department"), value: department },
    { id: "purpose", term: t("procedures.purpose"), value: purpose },
    {
      id: "terms",
      term: t("procedures.terms"),
      value: terms && <span className="whitespace-pre-wrap">{terms}</span>,
    },
  ].filter(({ value }) => value !== "");
  return (
    <div className="flex flex-col gap-2 rounded-control bg-sunken px-3 py-2 text-13">
      {facts.length === 0 ? (
        <p className="text-fg-2">{t("procedures.saysNothing")}</p>
      ) : (
        <FactList facts={facts} />
      )}
      <TextButton onPress={onClose} className="self-start text-12 text-accent-text">
        {t("procedures.hideAbout")}
      </TextButton>
    </div>
  );
}
