import type { TroubledSendView } from "@circuito/protocol";
import { type SettleHow, supervisionApi } from "../api/supervision.ts";
import { useT } from "../i18n/translate.ts";
import { BatchDialog } from "./batch-dialog.tsx";

interface SettleDialogProps {
  readonly how: SettleHow;
  readonly sends: readonly TroubledSendView[];
  readonly onClose: () => void;
}

/** Decides about sends; of those sent again it is said first what the customer may get. */
export function SettleDialog({ how, sends, onClose }: SettleDialogProps) {
  const t = useT();
  const count = sends.length;
  const doubtful = sends.filter(({ status }) => status === "unknown").length;
  const overtaken = sends.filter(({ later }) => later > 0).length;
  const warnings = [
    doubtful === 0 ? undefined : t("failures.settle.mayDouble", { count: doubtful }),
    overtaken === 0 ? undefined : t("failures.settle.outOfOrder", { count: overtaken }),
  ].filter((text) => text !== undefined);
  return (
    <BatchDialog
      title={t(`failures.settle.${how}Title`, { count })}
      description={t(`failures.settle.${how}Text`)}
      submitLabel={t(`failures.settle.${how}`)}
      warning={how === "again" && warnings.length > 0 ? warnings.join(" ") : undefined}
      isDanger={how === "again" && doubtful > 0}
      reason={{ label: t("failures.reason"), isRequired: how === "discarded" }}
      items={async () => sends.map(({ messageId }) => messageId)}
      act={async (chunk, reason) => (await supervisionApi.settleSends(chunk, how, reason)).results}
      onClose={onClose}
    />
  );
}
