import { Dialog, EmptyState } from "@circuito/ui";
import { CheckCheck } from "lucide-react";
import { useT } from "../i18n/translate.ts";
import { showLayer, useUi } from "../workspace/ui-state.ts";
import { HopToMind } from "./hop-to-mind.tsx";
import { useHandOversToMind } from "./use-hand-overs-to-mind.ts";

/** What nobody took in time, and what people pass to and fro: each a click away. */
export function HandOversToMindDialog() {
  const t = useT();
  const isOpen = useUi((ui) => ui.layer?.kind === "hand-overs-to-mind");
  const hops = useHandOversToMind().data ?? [];
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={() => showLayer(null)}
      title={t("toMind.title")}
      description={t("toMind.text")}
      closeLabel={t("action.close")}
    >
      {hops.length === 0 && <EmptyState icon={<CheckCheck />} title={t("toMind.empty")} />}
      <ul className="flex flex-col gap-2 pb-4">
        {hops.map((hop) => (
          <HopToMind key={hop.conversationId} hop={hop} />
        ))}
      </ul>
    </Dialog>
  );
}
