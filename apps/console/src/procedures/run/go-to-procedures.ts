import { openSections } from "../../conversation/context-order.ts";
import { CONTEXT_COLUMN } from "../../shell/use-media.ts";
import { focusSoon } from "../../workspace/panes.ts";
import { prefer, usePreferences } from "../../workspace/preferences.ts";
import { showContext, showLayer } from "../../workspace/ui-state.ts";

/** Focus goes to the step that is next, or to what may be begun, wherever that is shown. */
export function goToProcedures(): void {
  const { contextClosed } = usePreferences.getState();
  const opened = openSections(contextClosed, "procedures", true);
  showContext("facts");
  if (matchMedia(CONTEXT_COLUMN).matches) prefer({ isContextOpen: true, contextClosed: opened });
  else {
    prefer({ contextClosed: opened });
    showLayer({ kind: "context" });
  }
  focusSoon("procedures", FETCHED_FRAMES_MAX);
}

/** About ten seconds: the column that they stand in may have to be fetched first. */
const FETCHED_FRAMES_MAX = 600;

/** Focus into the step that is next: its answer if it asks for one, else its first button. */
export function focusStep(within: HTMLElement | null): void {
  const form = within?.querySelector("[data-current-step]") ?? within;
  const control = form?.querySelector<HTMLElement>("input:checked, input, textarea, a, button");
  (control ?? within)?.focus();
}
