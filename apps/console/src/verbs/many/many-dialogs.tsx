import { useUi } from "../../workspace/ui-state.ts";
import { useCache } from "../../workspace/workspace-context.ts";
import { AssignDialog } from "./assign-dialog.tsx";
import { CategoryDialog } from "./category-dialog.tsx";
import { LabelsDialog } from "./labels-dialog.tsx";
import { PriorityDialog } from "./priority-dialog.tsx";
import { SnoozeManyDialog } from "./snooze-many-dialog.tsx";
import { TransferManyDialog } from "./transfer-many-dialog.tsx";

/** The dialog that is asked for, about the conversations it was asked for. */
export function ManyDialogs() {
  const layer = useUi((ui) => ui.layer);
  const known = useCache((cache) => cache.conversations);
  if (layer === null || !("conversationIds" in layer)) return null;
  const conversations = layer.conversationIds.flatMap((id) => known.get(id) ?? []);
  if (conversations.length === 0) return null;
  switch (layer.kind) {
    case "labels":
      return <LabelsDialog conversations={conversations} />;
    case "category":
      return <CategoryDialog conversations={conversations} />;
    case "priority":
      return <PriorityDialog conversations={conversations} />;
    case "assign":
      return <AssignDialog conversations={conversations} />;
    case "snooze-many":
      return <SnoozeManyDialog conversations={conversations} />;
    case "transfer-many":
      return <TransferManyDialog conversations={conversations} to={layer.queueId} />;
  }
}
