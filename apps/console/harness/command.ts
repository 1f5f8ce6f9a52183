import type { Page } from "playwright-core";

/**
 * A command by the palette, as somebody who knows its name does it. What is typed before its box has
 * the focus goes nowhere; Enter takes what the list has its focus on.
 */
export async function command(page: Page, words: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.locator("[role=dialog] input:focus").waitFor();
  await page.keyboard.type(words);
  await page.locator("[role=option][data-focused]", { hasText: words }).waitFor();
  await page.keyboard.press("Enter");
}
