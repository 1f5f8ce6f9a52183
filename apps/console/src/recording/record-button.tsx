import { IconButton } from "@circuito/ui";
import { Mic } from "lucide-react";
import { useT } from "../i18n/translate.ts";
import { record, useRecordings } from "./recorder.ts";

/** Begins to record; what follows stands above the toolbar. */
export function RecordButton({ conversationId }: { readonly conversationId: string }) {
  const t = useT();
  const recording = useRecordings((all) => all[conversationId]);
  return (
    <IconButton
      size="small"
      label={t("voice.record")}
      icon={<Mic />}
      isDisabled={recording !== undefined && recording.kind !== "failed"}
      onPress={() => void record(conversationId)}
    />
  );
}
