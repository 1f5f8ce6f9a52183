import { Button, Problem } from "@circuito/ui";
import { useT } from "../../i18n/translate.ts";
import { useIsOnline } from "../../workspace/workspace-context.ts";

interface FormFootProps {
  readonly label: string;
  readonly isSaving: boolean;
  /** Why the server refused it, in words; null: it did not. */
  readonly problem: string | null;
  /** The page's one main action. */
  readonly isPrimary?: boolean;
}

/** The end of a form: what went wrong, said aloud, and the button that sends it. */
export function FormFoot({ label, isSaving, problem, isPrimary = false }: FormFootProps) {
  const t = useT();
  const isOnline = useIsOnline();
  return (
    <>
      {problem !== null && <Problem>{problem}</Problem>}
      <div>
        <Button
          type="submit"
          {...(isPrimary ? { variant: "primary" } : {})}
          isPending={isSaving}
          disabledReason={isOnline ? undefined : t("problem.needsConnection")}
        >
          {label}
        </Button>
      </div>
    </>
  );
}
