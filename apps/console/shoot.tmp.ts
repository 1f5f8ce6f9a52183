import { launchBrowser, logIn, stage } from "./harness/stage.ts";

const browser = await launchBrowser();
const only = process.argv.slice(2);
for (const [scheme, width, height] of [
  ["light", 1440, 900],
  ["dark", 1440, 900],
  ["light", 320, 640],
  ["dark", 390, 844],
] as const) {
  await using here = await stage(browser, { colorScheme: scheme, viewport: { width, height } });
  const { page, gateway, mailed } = here;
  await logIn(page, gateway.url);
  if (only.length === 0) await page.screenshot({ path: `/tmp/shots/list-${scheme}-${width}.png` });
  for (const [name, c] of Object.entries(mailed)) {
    if (only.length > 0 && !only.includes(name)) continue;
    await page.goto(`${gateway.url}/inbox/${c.id}`);
    await page.getByRole("log").getByRole("article").first().waitFor();
    await page.waitForTimeout(700);
    await page.screenshot({ path: `/tmp/shots/${name}-${scheme}-${width}.png` });
  }
  console.log(scheme, width, here.errors);
}
await browser.close();
