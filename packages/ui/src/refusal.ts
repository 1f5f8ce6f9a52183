/*
 * Where the focus goes when what somebody sent is refused (WCAG 3.3.1): to the first field that is wrong, in
 * document order, whose words the primitives tie to it; where no field is wrong, to the message (`Problem`).
 * `UiProvider` watches every form that is submitted, `Button` what is sent without one.
 */

/** As long as a slow answer takes. What is told later is no answer to what was sent. */
const ANSWER_MAX_MS = 30_000;

const WRONG = '[aria-invalid="true"], [data-invalid="true"]';
const FOCUSABLE = ":is(input, textarea, button, select, [contenteditable=true], [tabindex])";
const REACHED = `${FOCUSABLE}:not([tabindex="-1"], [type="hidden"], :disabled, [aria-hidden="true"] *)`;
const DIALOGS = "[role=dialog], [role=alertdialog]";

/** On the words of a refusal: focus may go there, yet Tab does not stop at it. */
export const REFUSAL = { role: "alert", tabIndex: -1, "data-refusal": "" } as const;

let endWatch: (() => void) | undefined;

/**
 * Something was sent from here. If that is refused, now or by a later answer, the focus goes to what is
 * wrong; unless whoever sent it went on meanwhile: typed, pressed, moved.
 * @param sender the form, or the button; absent, where a key sent it: the dialog in front, or the page
 */
export function watchForRefusal(sender?: Element): void {
  endWatch?.();
  const observer = new MutationObserver(lookLater);
  const timer = setTimeout(end, ANSWER_MAX_MS);
  let frame = 0;
  let isAwaited = false;

  function end(): void {
    observer.disconnect();
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    removeEventListener("keydown", goneOn, true);
    removeEventListener("pointerdown", goneOn, true);
    if (endWatch === end) endWatch = undefined;
  }
  function goneOn(event: Event): void {
    if (!(event instanceof KeyboardEvent && event.repeat)) end();
  }
  function lookLater(): void {
    cancelAnimationFrame(frame);
    // Two frames later it is drawn for certain, and what is asked of the server is pending.
    frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(look);
    });
  }
  function look(): void {
    const front = Array.from(document.querySelectorAll(DIALOGS)).at(-1);
    const within = sender === undefined ? (front ?? document.body) : scopeOf(sender);
    const isCovered = front !== undefined && !front.contains(within) && !within.contains(front);
    if (!within.isConnected || isCovered) end();
    else if (within.querySelector("[data-pending]") !== null) isAwaited = true;
    else if (focusWhatIsWrong(within) || isAwaited) end();
  }

  endWatch = end;
  addEventListener("keydown", goneOn, true);
  addEventListener("pointerdown", goneOn, true);
  observer.observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
    attributeFilter: ["aria-invalid", "data-invalid", "data-pending"],
  });
  lookLater();
}

/** What belongs together: a dialog with its foot; else the form; else the page. */
function scopeOf(sender: Element): Element {
  return sender.closest(DIALOGS) ?? sender.closest("form") ?? sender.closest("main") ?? sender;
}

/** @returns whether something is */
function focusWhatIsWrong(within: Element): boolean {
  const wrong = [...within.querySelectorAll(WRONG)];
  const fields = wrong.map(reachedIn).filter((field) => field !== undefined);
  const [field] = fields;
  if (field !== undefined) {
    // Who is in one that is wrong is where they should be.
    if (!fields.some((one) => one === document.activeElement)) field.focus();
    return true;
  }
  const message = [...within.querySelectorAll<HTMLElement>("[data-refusal]")].find(isShown);
  message?.focus();
  return message !== undefined;
}

/** Itself or, of a group, its choice or first control: what a key would reach. */
function reachedIn(wrong: Element): HTMLElement | undefined {
  if (wrong instanceof HTMLElement && wrong.matches(REACHED) && isShown(wrong)) return wrong;
  const inside = [...wrong.querySelectorAll<HTMLElement>(REACHED)].filter(isShown);
  return inside.find((one) => one.matches(":checked, [aria-invalid=true]")) ?? inside[0];
}

const isShown = (element: Element): boolean => element.getClientRects().length > 0;
