import { Button } from "@circuito/ui";
import { Copy } from "lucide-react";
import { useT } from "../i18n/translate.ts";
import { useCopy } from "../workspace/use-copy.ts";
import { type FailedStep, failureDiagnosis } from "./failure-diagnosis.ts";

/** Beside a step that failed: what happened, for whoever can help. */
export function CopyDiagnosis({ failed }: { readonly failed: FailedStep }) {
  const t = useT();
  const copy = useCopy();
  return (
    <Button
      size="small"
      className="mt-1"
      icon={<Copy />}
      aria-label={t("diagnosis.copyOf", { step: failed.name })}
      onPress={() => void copy(failureDiagnosis(failed, new Date().toISOString()))}
    >
      {t("diagnosis.copy")}
    </Button>
  );
}
