/** Elements that keys and skip links jump to; one of each on screen. */
export const PANE_IDS = {
  list: "pane-list",
  thread: "pane-thread",
  composer: "pane-composer",
  context: "pane-context",
} as const;

const ORDER = [PANE_IDS.list, PANE_IDS.thread, PANE_IDS.composer, PANE_IDS.context];

/** Moves focus to the next or previous pane that is on screen. */
export function cyclePanes(step: 1 | -1): void {
  const panes = ORDER.flatMap((id) => {
    const pane = document.getElementById(id);
    return pane === null || pane.offsetParent === null ? [] : [pane];
  });
  const current = panes.findIndex((pane) => pane.contains(document.activeElement));
  const start = current === -1 && step === -1 ? 0 : current;
  const next = panes.at((start + step) % panes.length);
  if (next !== undefined) focusInto(next);
}

export function focusPane(pane: keyof typeof PANE_IDS): void {
  const element = document.getElementById(PANE_IDS[pane]);
  if (element !== null) focusInto(element);
}

/** The part of a pane that keys work in, if it has one. */
function focusInto(pane: HTMLElement): void {
  const inner = pane.querySelector<HTMLElement>("textarea, [role=grid]");
  // Where a template takes the place of words: the search for one, or its first variable.
  const instead = pane.id === PANE_IDS.composer ? pane.querySelector<HTMLElement>("input") : null;
  (inner ?? instead ?? pane).focus();
}

/** What had focus is gone, and nothing took it over: it goes where the person was. */
export function focusIfLost(pane: keyof typeof PANE_IDS): void {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) focusPane(pane);
  });
}

/** About a second: a conversation that is not held here yet is fetched before it is drawn. */
const FRAMES_MAX = 60;

/** After the frame in which what should take focus is drawn. */
export function focusSoon(pane: keyof typeof PANE_IDS, framesLeft = FRAMES_MAX): void {
  requestAnimationFrame(() => {
    const isDrawn = document.getElementById(PANE_IDS[pane]) !== null;
    if (isDrawn || framesLeft === 0) focusPane(pane);
    else focusSoon(pane, framesLeft - 1);
  });
}
