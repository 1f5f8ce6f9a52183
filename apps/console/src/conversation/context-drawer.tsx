import { Drawer } from "@circuito/ui";
import { useT } from "../i18n/translate.ts";
import { showLayer, useUi } from "../workspace/ui-state.ts";
import { type ContextProps, Sections } from "./context-pane.tsx";

/** The same, over the conversation, where there is no room beside it. */
export function ContextDrawer({ conversationId }: ContextProps) {
  const t = useT();
  const isOpen = useUi((ui) => ui.layer?.kind === "context");
  return (
    <Drawer
      isOpen={isOpen}
      onOpenChange={() => showLayer(null)}
      title={t("context.label")}
      closeLabel={t("action.close")}
    >
      <Sections conversationId={conversationId} />
    </Drawer>
  );
}
