import { CONTEXT_COLUMN } from "../shell/use-media.ts";
import { focusSoon } from "../workspace/panes.ts";
import { prefer, usePreferences } from "../workspace/preferences.ts";
import { showContext, showLayer } from "../workspace/ui-state.ts";
import { openSections } from "./context-order.ts";

/** Opens a section beside the conversation, wherever that is shown, and moves the focus there. */
export function goToSection(id: "procedures" | "promises"): void {
  const { contextClosed } = usePreferences.getState();
  const opened = openSections(contextClosed, id, true);
  showContext("facts");
  if (matchMedia(CONTEXT_COLUMN).matches) prefer({ isContextOpen: true, contextClosed: opened });
  else {
    prefer({ contextClosed: opened });
    showLayer({ kind: "context" });
  }
  focusSoon(id, FETCHED_FRAMES_MAX);
}

/** About ten seconds: the column that they stand in may have to be fetched first. */
const FETCHED_FRAMES_MAX = 600;
