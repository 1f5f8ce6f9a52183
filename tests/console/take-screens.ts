import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { startServers } from "../setup/start-servers.ts";
import { startConsoleStage } from "./console-stage.ts";
import { reachScreen } from "./reach-screen.ts";
import { SCREENS } from "./screens/index.ts";

/*
 * pnpm screens [--to folder] [--only part-of-a-name]: a picture of every screen, for people to look at.
 * Needs `pnpm build` before.
 */
const LOOKS = (["light", "dark"] as const).flatMap((colorScheme) =>
  [1440, 390].map((width) => ({ colorScheme, width, height: width === 390 ? 844 : 900 })),
);

const { values } = parseArgs({ options: { to: { type: "string" }, only: { type: "string" } } });
const folder = resolve(values.to ?? join(".circuito", "screens"));
const wanted = SCREENS.filter(({ name }) => name.includes(values.only ?? ""));
await mkdir(folder, { recursive: true });

const servers = await startServers();
let missed = 0;
{
  await using stage = await startConsoleStage("screens");
  for (const screen of wanted) {
    for (const { colorScheme, width, height } of LOOKS) {
      const picture = `${screen.name}-${colorScheme}-${width}.png`;
      try {
        const page = await reachScreen(stage, screen, { colorScheme, viewport: { width, height } });
        await page.screenshot({ path: join(folder, picture) });
        await page.context().close();
        console.log(picture);
      } catch (error) {
        missed++;
        console.error(`${picture}: ${error instanceof Error ? (error.cause ?? error) : error}`);
      }
    }
  }
}
await writeFile(join(folder, "index.html"), pageOf(wanted.map(({ name }) => name)));
await servers.stop();
console.log(
  `${wanted.length} screens in ${folder}${missed > 0 ? `, ${missed} pictures missed` : ""}`,
);
process.exitCode = missed > 0 ? 1 : 0;

/** All pictures on one page, a row a screen. */
function pageOf(names: readonly string[]): string {
  const row = (name: string) =>
    `<h2>${name}</h2><p>${LOOKS.map(
      ({ colorScheme, width }) =>
        `<a href="${name}-${colorScheme}-${width}.png"><img src="${name}-${colorScheme}-${width}.png" height="420" alt=""></a>`,
    ).join(" ")}</p>`;
  return `<!doctype html><meta charset="utf-8"><title>Circuito: screens</title>${names.map(row).join("")}`;
}
