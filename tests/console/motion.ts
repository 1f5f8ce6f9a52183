import type { Page } from "playwright-core";

/** Keeps what moves from now on: for whoever asked their system for less motion, nothing may. */
export async function watchMotion(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const MOVES = ["transform", "translate", "scale", "rotate", "left", "top", "width", "height"];
    const moved = new Set<string>();
    Object.assign(globalThis, { moved });
    const note = (event: Event, properties: readonly string[]) => {
      const moving = properties.filter((property) => MOVES.includes(property));
      const { target } = event;
      if (moving.length === 0 || !(target instanceof Element)) return;
      moved.add(`${moving} of <${target.tagName} class="${target.getAttribute("class")}">`);
    };
    document.addEventListener("transitionrun", (event) => note(event, [event.propertyName]), true);
    document.addEventListener(
      "animationstart",
      (event) => {
        const animations = event.target instanceof Element ? event.target.getAnimations() : [];
        for (const { effect } of animations) {
          if (!(effect instanceof KeyframeEffect)) continue;
          note(event, effect.getKeyframes().flatMap(Object.keys));
          if (effect.getComputedTiming().iterations === Number.POSITIVE_INFINITY)
            moved.add(`endless ${event.animationName}`);
        }
      },
      true,
    );
  });
}

export function whatMoved(page: Page): Promise<string[]> {
  return page.evaluate(() => [...(globalThis as unknown as { moved: Set<string> }).moved]);
}
