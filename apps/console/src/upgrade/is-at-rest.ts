import { useUnsavedNow } from "../settings/unsaved.ts";
import { usePlayer } from "../voice/player.ts";
import { useUi } from "../workspace/ui-state.ts";
import type { Workspace } from "../workspace/workspace.ts";

/**
 * Nobody is at anything that a page loaded anew would take away: no words in a field, no dialog, nothing on
 * its way to the disk or to the server, nothing to be heard.
 */
export function isAtRest({ drafts, outbox }: Workspace): boolean {
  return (
    useUnsavedNow.getState().editors.length === 0 &&
    useUi.getState().layer === null &&
    document.querySelector("[role=dialog], [role=alertdialog]") === null &&
    !isWriting(document.activeElement) &&
    drafts.unsaved.getState().size === 0 &&
    outbox.items().length === 0 &&
    usePlayer.getState().track === null
  );
}

const isWriting = (focused: Element | null) =>
  (focused instanceof HTMLInputElement || focused instanceof HTMLTextAreaElement) &&
  focused.value !== "";
