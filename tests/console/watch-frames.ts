import type { Page } from "playwright-core";

/** What a page looked like while it was watched, ms. */
export interface Watched {
  /** The longest that a part of the list's view stood without a row. */
  readonly blankMs: number;
  /** The longest between two frames. */
  readonly frameMs: number;
  readonly frames: number;
}

interface Watching {
  stop(): Watched;
}

/** Looks at the list in every frame from now on, until the answer is called. */
export async function watchRows(page: Page): Promise<() => Promise<Watched>> {
  await page.evaluate(() => {
    const grid = document.querySelector<HTMLElement>("[role=grid]");
    if (grid === null) throw new Error("no list is on screen");
    let isOver = false;
    let coveredAt = performance.now();
    let frameAt = coveredAt;
    const seen = { blankMs: 0, frameMs: 0, frames: 0 };
    /** From the top of the view to its foot, row after row, none missing and none without words. */
    const isCovered = () => {
      const view = grid.getBoundingClientRect();
      const rows = [...grid.querySelectorAll<HTMLElement>("[role=row]")]
        .filter((row) => (row.textContent ?? "") !== "")
        .map((row) => row.getBoundingClientRect())
        .sort((a, b) => a.top - b.top);
      let foot = view.top;
      for (const { top, bottom } of rows) {
        if (top > foot + 1) break;
        foot = Math.max(foot, bottom);
      }
      return foot >= view.bottom - 1;
    };
    const look = (now: number) => {
      if (isOver) return;
      seen.frames += 1;
      seen.frameMs = Math.max(seen.frameMs, now - frameAt);
      frameAt = now;
      if (isCovered()) coveredAt = now;
      else seen.blankMs = Math.max(seen.blankMs, now - coveredAt);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    Object.assign(globalThis, {
      watching: {
        stop() {
          isOver = true;
          return seen;
        },
      },
    });
  });
  return () =>
    page.evaluate(() => (globalThis as unknown as { watching: Watching }).watching.stop());
}

/**
 * From a key to the paint of the frame in which another conversation stands there: its name in the head,
 * and its first message.
 * @returns ms by the page's clock
 */
export async function keyToThread(
  page: Page,
  key: string,
  wanted: { readonly name: string; readonly words: string },
): Promise<number> {
  await page.evaluate(({ name, words }) => {
    const isThere = () => {
      const log = document.querySelector("[role=log]");
      const head = log?.closest("section")?.querySelector("h1, h2");
      const said = log?.querySelector("article")?.textContent;
      return head?.textContent === name && said?.includes(words) === true;
    };
    const took = new Promise<number>((resolve) => {
      addEventListener(
        "keydown",
        ({ timeStamp }) => {
          const look = () => {
            if (!isThere()) return void requestAnimationFrame(look);
            // The first thing after this frame's paint.
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resolve(performance.now() - timeStamp);
            port2.postMessage(null);
          };
          requestAnimationFrame(look);
        },
        { capture: true, once: true },
      );
    });
    Object.assign(globalThis, { took });
  }, wanted);
  await page.keyboard.press(key);
  return page.evaluate(() => (globalThis as unknown as { took: Promise<number> }).took);
}

/** Counts script that ran without a pause, ms, until the answer is called. @returns the longest */
export async function watchScript(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const tasks: number[] = [0];
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(duration);
    }).observe({ type: "longtask" });
    Object.assign(globalThis, { tasks });
  });
  return () =>
    page.evaluate(() => Math.max(...(globalThis as unknown as { tasks: number[] }).tasks));
}

/** Enough to be told from nothing, and little enough to be done between two keys. */
const WORK_ROUNDS = 3_000_000;

/** The same work each time, ms: longer than at its quickest, the page waited for a processor. */
export function fixedWork(page: Page): Promise<number> {
  return page.evaluate((rounds) => {
    const begunAt = performance.now();
    let sum = 0;
    for (let n = 0; n < rounds; n += 1) sum = (sum * 31 + n) % 1_000_003;
    // Looked at, so that it is really counted.
    return sum < 0 ? 0 : performance.now() - begunAt;
  }, WORK_ROUNDS);
}
