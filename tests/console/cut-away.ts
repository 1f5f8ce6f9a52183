import type { Page } from "playwright-core";

/**
 * What a reader misses at this size: words that stand outside of what shows them, and places that
 * scroll sideways. Tables, code and tabs may (WCAG 1.4.10); what ends in an ellipsis is said whole
 * elsewhere.
 */
export function cutAway(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    /** Fractions of a pixel, and the overhang of a letter. */
    const TOLERANCE_PX = 2;
    const found = new Set<string>();
    const nameOf = (element: Element) =>
      `<${element.tagName.toLowerCase()} class="${(element.getAttribute("class") ?? "").slice(0, 80)}">`;
    const isWindow = (element: Element) =>
      element === document.documentElement || element === document.body;
    const maySlide = (element: Element) =>
      element.closest("table, pre, code, [role=tablist], [role=grid], .overflow-x-auto") !== null ||
      element.querySelector(":scope > table") !== null;
    const isHidden = (element: Element) =>
      element.closest("[data-live-announcer], [aria-hidden=true], [inert]") !== null ||
      !element.checkVisibility({ opacityProperty: true, visibilityProperty: true });

    for (const element of document.querySelectorAll("body, body *")) {
      if (isHidden(element) || maySlide(element)) continue;
      const { overflowX, textOverflow } = getComputedStyle(element);
      const slides = overflowX === "auto" || overflowX === "scroll";
      const extra = element.scrollWidth - element.clientWidth;
      if (slides && extra > TOLERANCE_PX && textOverflow !== "ellipsis") {
        found.add(`${nameOf(element)} scrolls ${extra} px sideways`);
      }
    }

    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = words.nextNode(); node !== null; node = words.nextNode()) {
      const text = node.textContent?.trim() ?? "";
      const parent = node.parentElement;
      if (text === "" || parent === null || isHidden(parent)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const place = range.getBoundingClientRect();
      if (place.width === 0 || place.height === 0) continue;
      for (let box: Element | null = parent; box !== null; box = box.parentElement) {
        const style = getComputedStyle(box);
        if (style.display === "inline" || style.display === "contents") continue;
        const isEllipsis = style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none";
        if (isEllipsis || maySlide(box)) break;
        const frame = box.getBoundingClientRect();
        // Said to readers of the screen alone.
        if (frame.width <= 1 && frame.height <= 1) break;
        const clipsX = isWindow(box) || style.overflowX !== "visible";
        const isControl = box.matches("button, [role=button], [role=tab], [role=radio], .chip");
        if (clipsX || isControl) {
          const right = isWindow(box) ? innerWidth : frame.right;
          const left = isWindow(box) ? 0 : frame.left;
          if (place.right > right + TOLERANCE_PX || place.left < left - TOLERANCE_PX) {
            found.add(`“${text.slice(0, 40)}” is cut by ${nameOf(box)}`);
            break;
          }
        }
        const clipsY = style.overflowY === "hidden" || style.overflowY === "clip" || isControl;
        if (clipsY && !isWindow(box)) {
          if (place.bottom > frame.bottom + TOLERANCE_PX || place.top < frame.top - TOLERANCE_PX) {
            found.add(`“${text.slice(0, 40)}” stands out of ${nameOf(box)}`);
            break;
          }
        }
        // What is below the fold of a place that scrolls is not cut away.
        if (style.overflowY === "auto" || style.overflowY === "scroll") break;
        if (style.position === "fixed") break;
      }
    }
    return [...found];
  });
}
