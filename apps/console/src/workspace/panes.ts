/** Elements that keys and skip links jump to; one of each on screen. */
export const PANE_IDS = {
  list: "pane-list",
  thread: "pane-thread",
  composer: "pane-composer",
  context: "pane-context",
  /** Parts of the one before. */
  procedures: "pane-procedures",
  promises: "pane-promises",
} as const;

/** Counts what was asked to have focus: the last one is the one that is meant. */
let asked = 0;

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
  asked += 1;
  if (next !== undefined) focusInto(next);
}

/** What `/` leads to: the search that a page marks as its own, else the first there is. */
export function focusSearch(): void {
  asked += 1;
  const own = document.querySelector<HTMLInputElement>("[data-search] input[type=search]");
  (own ?? document.querySelector<HTMLInputElement>("input[type=search]"))?.focus();
}

export function focusPane(pane: keyof typeof PANE_IDS): void {
  asked += 1;
  const element = document.getElementById(PANE_IDS[pane]);
  if (element !== null) focusInto(element);
}

const focusInto = (pane: HTMLElement) => targetIn(pane).focus();

/** The part of a pane that keys work in, if it has one. */
function targetIn(pane: HTMLElement): HTMLElement {
  const inner = pane.querySelector<HTMLElement>("textarea, [role=grid]");
  // Where a template takes the place of words: the search for one, or its first variable.
  const instead = pane.id === PANE_IDS.composer ? pane.querySelector<HTMLElement>("input") : null;
  return inner ?? instead ?? pane;
}

/** What had focus is gone, and nothing took it over: it goes where the person was. */
export function focusIfLost(pane: keyof typeof PANE_IDS): void {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) focusPane(pane);
  });
}

/** About a second: a conversation that is not held here yet is fetched before it is drawn. */
const FRAMES_MAX = 60;

/**
 * As soon as what should take focus is drawn: what is typed right after a key that leads there is typed
 * there. Never back from where somebody went meanwhile.
 */
export function focusSoon(pane: keyof typeof PANE_IDS, framesMax = FRAMES_MAX): void {
  asked += 1;
  const ask = asked;
  const from = document.activeElement;
  let hasActed = false;
  const act = (event: Event) => {
    // Letters are what is written to where focus is going.
    hasActed ||= !(event instanceof KeyboardEvent && event.key.length === 1);
  };
  for (const kind of ACTS) addEventListener(kind, act, true);
  /** @returns whether it is drawn */
  const focus = () => {
    const element = document.getElementById(PANE_IDS[pane]);
    if (element === null) return false;
    const at = document.activeElement;
    const target = targetIn(element);
    // What closes gives focus back by itself: that is nobody's going.
    const hasGone = hasActed && at !== from && at !== document.body;
    if (!hasGone && !target.contains(at)) target.focus();
    return true;
  };
  let framesLeft = framesMax;
  const look = () => {
    if (ask === asked && !focus() && framesLeft > 0) {
      framesLeft -= 1;
      requestAnimationFrame(look);
      return;
    }
    for (const kind of ACTS) removeEventListener(kind, act, true);
  };
  // What the key changed is drawn before this; the frame after gives it back to what closed.
  queueMicrotask(() => void (ask === asked && focus()));
  requestAnimationFrame(look);
}

/** How a person goes somewhere. */
const ACTS = ["keydown", "pointerdown"] as const;
