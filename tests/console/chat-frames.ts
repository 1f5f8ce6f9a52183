import type { Frame, Page } from "playwright-core";
import { until } from "../../apps/console/harness/until.ts";

/**
 * Waits until a page shows a web chat of this name. The loader's shadow root is closed to selectors, but a
 * frame is a frame; it may be drawn anew while somebody looks.
 * @param path a part of its address: `/widget/v1/` on a site, `/widget/preview/chat` in the console
 * @returns the accent it is drawn with
 */
export async function shownChat(page: Page, path: string, name: string): Promise<string> {
  let accent = "";
  await until(`${path} shows ${name}`, async () => {
    const frame = page.frames().find((one) => one.url().includes(path));
    const seen = frame && (await look(frame).catch(() => undefined));
    accent = seen?.accent ?? "";
    return seen?.name === name;
  });
  return accent;
}

const look = (frame: Frame) =>
  frame.evaluate(() => ({
    name: document.querySelector("h1")?.textContent,
    accent: document.documentElement.style.getPropertyValue("--accent"),
  }));
