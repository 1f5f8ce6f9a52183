import { supervisionApi } from "../api/supervision.ts";
import { useT } from "../i18n/translate.ts";
import { BatchDialog } from "./batch-dialog.tsx";

interface DiscardDialogProps {
  readonly count: number;
  readonly ids: () => Promise<readonly string[]>;
  readonly onClose: () => void;
}

/** Decides that they stay out: they stay in the ledger, with who decided it and why. */
export function DiscardDialog({ count, ids, onClose }: DiscardDialogProps) {
  const t = useT();
  return (
    <BatchDialog
      title={t("failures.discardTitle", { count })}
      description={t("failures.discardText")}
      submitLabel={t("failures.discard")}
      reason={{ label: t("failures.reason"), isRequired: true }}
      items={ids}
      act={async (chunk, reason) => (await supervisionApi.discardRows(chunk, reason)).results}
      onClose={onClose}
    />
  );
}
