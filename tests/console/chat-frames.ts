import type { Frame, Page } from "playwright-core";
import { until } from "../../apps/console/harness/until.ts";

/**
 * A frame of the web chat in a page, once it is drawn. The loader's shadow root is closed to selectors,
 * but a frame is a frame.
 * @param path a part of its address: `/widget/v1/` on a site, `/widget/preview/chat` in the console
 */
export async function chatFrameOf(page: Page, path: string): Promise<Frame> {
  const find = () => page.frames().find((frame) => frame.url().includes(path));
  let found: Frame | undefined;
  await until(`a frame of ${path}`, () => {
    found = find();
    return found !== undefined;
  });
  if (found === undefined) throw new Error(`no frame of ${path}`);
  await found.getByRole("heading", { level: 1 }).waitFor();
  return found;
}

/** The accent that a chat is drawn with. */
export const accentOf = (frame: Frame): Promise<string> =>
  frame.evaluate(() => document.documentElement.style.getPropertyValue("--accent"));
