/** What stands over the page and wants an answer first; those of the chat are in roots of their own. */
const MODALS = "dialog:modal, [aria-modal=true]";

/** Whether the page shows something that nothing may be laid beside or upon: a modal, a film. */
export function isCovered(): boolean {
  if (document.fullscreenElement) return true;
  return [...document.querySelectorAll(MODALS)].some(
    (one) => one.getClientRects().length > 0 && getComputedStyle(one).visibility !== "hidden",
  );
}
