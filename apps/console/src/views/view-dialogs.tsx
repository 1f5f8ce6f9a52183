import { useUi } from "../workspace/ui-state.ts";
import { SaveViewDialog } from "./save-view-dialog.tsx";
import { ViewsDialog } from "./views-dialog.tsx";

/** What is asked about lists that people made themselves. */
export function ViewDialogs() {
  const kind = useUi((ui) => ui.layer?.kind);
  if (kind === "save-view") return <SaveViewDialog />;
  return kind === "views" ? <ViewsDialog /> : null;
}
