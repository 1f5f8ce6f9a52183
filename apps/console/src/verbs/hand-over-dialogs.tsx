import { ContactDialog } from "../contact/contact-dialog.tsx";
import { useUi } from "../workspace/ui-state.ts";
import { useConversation } from "../workspace/workspace-context.ts";
import { AboutDialog } from "./about-dialog.tsx";
import { ClosingDialog } from "./closing/closing-dialog.tsx";
import { DirectDialog } from "./direct-dialog.tsx";
import { EscalateDialog } from "./escalate-dialog.tsx";
import { ReturnDialog } from "./return-dialog.tsx";
import { SnoozeDialog } from "./snooze-dialog.tsx";
import { TransferDialog } from "./transfer-dialog.tsx";

/** The dialog that is asked for, about the conversation or the contact it was asked for. */
export function HandOverDialogs() {
  const layer = useUi((ui) => ui.layer);
  const conversation = useConversation(
    layer !== null && "conversationId" in layer ? layer.conversationId : "",
  );
  if (layer?.kind === "contact") return <ContactDialog contactId={layer.contactId} />;
  if (layer === null || conversation === undefined) return null;
  switch (layer.kind) {
    case "transfer":
      return <TransferDialog conversation={conversation} to={layer.to} />;
    case "direct":
      return <DirectDialog conversation={conversation} />;
    case "escalate":
      return <EscalateDialog conversation={conversation} />;
    case "return":
      return <ReturnDialog conversation={conversation} />;
    case "about":
      return <AboutDialog conversation={conversation} categoryId={layer.categoryId} />;
    case "closing":
      return <ClosingDialog conversation={conversation} asks={layer.asks} next={layer.next} />;
    case "snooze":
      return <SnoozeDialog conversation={conversation} />;
    default:
      return null;
  }
}
