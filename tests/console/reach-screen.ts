import type { BrowserContextOptions, Page } from "playwright-core";
import type { ConsoleStage } from "./console-stage.ts";
import type { Screen } from "./screens/index.ts";

/** Gets to a screen in a browser of its own. */
export async function reachScreen(
  stage: ConsoleStage,
  screen: Screen,
  look: BrowserContextOptions,
): Promise<Page> {
  await screen.prepare?.(stage);
  const page = await stage.open(screen.who, screen.path, look);
  try {
    await screen.reach(page);
    // Fonts, pictures and what fades in are there before anybody looks.
    await page.evaluate(async () => {
      await document.fonts.ready;
      await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
      const finite = document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
      await Promise.all(finite.map((animation) => animation.finished.catch(() => {})));
    });
    return page;
  } catch (cause) {
    await page.context().close();
    throw new Error(`${screen.name} was not reached`, { cause });
  }
}
