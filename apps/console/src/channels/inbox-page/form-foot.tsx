import { Button, Problem } from "@circuito/ui";
import { useRef } from "react";
import { useT } from "../../i18n/translate.ts";
import { useScreenKeys } from "../../settings/use-screen-keys.ts";
import { useIsOnline } from "../../workspace/workspace-context.ts";

interface FormFootProps {
  readonly label: string;
  readonly isSaving: boolean;
  /** Why the server refused it, in words; null: it did not. */
  readonly problem: string | null;
  /** The page's one main action, by Ctrl+Enter, too. */
  readonly isPrimary?: boolean;
}

/** The end of a form: what went wrong, said aloud, and the button that sends it. */
export function FormFoot({ label, isSaving, problem, isPrimary = false }: FormFootProps) {
  const t = useT();
  const isOnline = useIsOnline();
  const foot = useRef<HTMLDivElement>(null);
  const send = () => foot.current?.closest("form")?.requestSubmit();
  useScreenKeys({ tryOut: isPrimary && isOnline && !isSaving ? send : undefined });
  return (
    <>
      {problem !== null && <Problem>{problem}</Problem>}
      <div ref={foot}>
        <Button
          type="submit"
          {...(isPrimary ? { variant: "primary", keys: ["Ctrl", "Enter"] } : {})}
          isPending={isSaving}
          disabledReason={isOnline ? undefined : t("problem.needsConnection")}
        >
          {label}
        </Button>
      </div>
    </>
  );
}
