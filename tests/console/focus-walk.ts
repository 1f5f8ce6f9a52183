import type { Page } from "playwright-core";

/** What is wrong with where focus is: it shows nowhere, or something lies over it (WCAG 2.4.7, 2.4.11). */
function faultOfFocus(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    if (focused === null || focused === document.body) return null;
    const name = `<${focused.tagName.toLowerCase()}> ${focused.getAttribute("aria-label") ?? focused.textContent?.slice(0, 40)}`;
    const hasRing = (element: Element | null) => {
      if (element === null) return false;
      const { outlineStyle, outlineWidth, backgroundColor } = getComputedStyle(element);
      if (outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1) return true;
      // In a menu it is the one line that stands on another ground.
      const { parentElement: list } = element;
      const isChoice = element.matches("[role^=menuitem], [role=option]") && list !== null;
      return isChoice && getComputedStyle(list).backgroundColor !== backgroundColor;
    };
    // The ring of a field is that of the box around it; of a hidden input, that of its drawing.
    let ringed: Element | null = focused;
    for (let up = 0; up < 4 && ringed !== null && !hasRing(ringed); up += 1) {
      const drawing: Element | undefined = [...ringed.children, ringed.nextElementSibling].find(
        (one) => one !== null && hasRing(one),
      ) as Element | undefined;
      ringed = drawing ?? ringed.parentElement;
    }
    if (!hasRing(ringed)) return `${name} has focus and does not show it`;

    const place = focused.getBoundingClientRect();
    // Hidden inputs and landmarks that only a skip link leads to have no place of their own.
    if (place.width < 4 || place.height < 4 || place.height > innerHeight) return null;
    const spots = [0.5, 0.1, 0.9].map((part) => [
      Math.min(Math.max(place.left + place.width * part, 0), innerWidth - 1),
      place.top + place.height * part,
    ]);
    const isSeen = spots.some(([x = 0, y = 0]) => {
      const top = document.elementFromPoint(x, y);
      return top !== null && (focused.contains(top) || top.contains(focused));
    });
    return isSeen ? null : `${name} has focus and is out of sight`;
  });
}

/** A menu that closes, or a place that still scrolls there, covers it for a moment. */
const PASSING_MS = 2_000;

async function lastingFault(page: Page): Promise<string | null> {
  const begunAt = performance.now();
  for (;;) {
    const fault = await faultOfFocus(page);
    if (fault === null || performance.now() - begunAt > PASSING_MS) return fault;
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)));
  }
}

/** Goes on by Tab and says where focus was not to be seen. */
export async function focusFaults(page: Page, stops: number): Promise<string[]> {
  const faults = new Set<string>();
  for (let stop = 0; stop < stops; stop += 1) {
    await page.keyboard.press("Tab");
    const fault = await lastingFault(page);
    if (fault !== null) faults.add(fault);
  }
  return [...faults];
}
