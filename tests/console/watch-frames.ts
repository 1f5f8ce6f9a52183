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

/**
 * How long the page's own thread has worked so far, ms of a processor: what it waited for one, on a machine
 * that others use, does not count. Without waiting a person would see what came of it after as long.
 */
export async function threadWork(page: Page): Promise<() => Promise<number>> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
  return async () => {
    const { metrics } = await devtools.send("Performance.getMetrics");
    return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0) * 1_000;
  };
}

interface TraceEvent {
  readonly name: string;
  readonly tid: number;
  readonly pid: number;
  /** Of its thread, μs of a processor. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** Watches what a page's thread does at a stretch, until the answer is called. @returns the longest, ms of a processor */
export async function watchTasks(page: Page): Promise<() => Promise<number>> {
  const browser = page.context().browser();
  if (browser === null) throw new Error("the page has no browser of its own");
  await browser.startTracing(page, {
    categories: ["toplevel", "disabled-by-default-devtools.timeline"],
  });
  return async () => {
    const trace = JSON.parse((await browser.stopTracing()).toString()) as {
      readonly traceEvents: readonly TraceEvent[];
    };
    const main = new Set(
      trace.traceEvents.flatMap(({ name, args, pid, tid }) =>
        name === "thread_name" && args?.name === "CrRendererMain" ? [`${pid} ${tid}`] : [],
      ),
    );
    const tasks = trace.traceEvents.filter(
      ({ name, pid, tid }) => name.endsWith("RunTask") && main.has(`${pid} ${tid}`),
    );
    if (tasks.length === 0) throw new Error("nothing was traced");
    return Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1_000;
  };
}

/**
 * What {@link pageSlowness} does takes a page on the machine that limits of time are written on. Reckoned, not
 * measured there: a switch between long threads was 4.5 to 6 of it on a slower one, beside one to three loads
 * and at two commits, and had been 66 to 94 ms of work.
 */
const YARDSTICK_MS = 17;
const YARDSTICKS = 7;

/**
 * How many times slower a page's thread works now than alone on the machine that limits are written on; never
 * less than once. Lists of text are drawn and laid out, as most of what is measured does.
 */
export async function pageSlowness(page: Page): Promise<number> {
  const worked = await threadWork(page);
  const times: number[] = [];
  for (let n = 0; n < YARDSTICKS; n += 1) {
    const before = await worked();
    await page.evaluate(() => {
      const box = document.createElement("div");
      box.style.cssText = "position:fixed;inset-inline-start:-9999px;width:400px";
      document.body.append(box);
      for (let round = 0; round < 5; round += 1) {
        const lines = Array.from({ length: 300 }, (_, line) => {
          const text = document.createElement("p");
          text.textContent = `Mensagem ${line}: onde está o meu pedido ${line * 7_919}?`;
          return text;
        });
        box.replaceChildren(...lines);
        box.getBoundingClientRect();
      }
      box.remove();
    });
    times.push((await worked()) - before);
  }
  const [middle = 0] = times.sort((a, b) => a - b).slice(Math.floor(YARDSTICKS / 2));
  console.info(
    `the page's yardstick took ${times.map(Math.round).join(", ")} ms of ${YARDSTICK_MS}`,
  );
  return Math.max(1, middle / YARDSTICK_MS);
}
