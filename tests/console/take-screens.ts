import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { startServers } from "../setup/start-servers.ts";
import { startConsoleStage } from "./console-stage.ts";
import { inTheme, reachScreen, seatFor } from "./reach-screen.ts";
import { SCREENS, STATE_SCREENS } from "./screens/index.ts";

/*
 * pnpm screens [--to folder] [--only part-of-a-name]: a picture of every screen, for people to look at.
 * Needs `pnpm build` before.
 */
const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;
const THEMES = ["light", "dark"] as const;

const { values } = parseArgs({ options: { to: { type: "string" }, only: { type: "string" } } });
const folder = resolve(values.to ?? join(".circuito", "screens"));
const wanted = [...SCREENS, ...STATE_SCREENS].filter(({ name }) =>
  name.includes(values.only ?? ""),
);
await mkdir(folder, { recursive: true });

const servers = await startServers();
let missed = 0;
{
  await using stage = await startConsoleStage("screens");
  for (const screen of wanted) {
    await using seat = await seatFor(stage, screen);
    const { page } = seat;
    for (const size of SIZES) {
      try {
        await inTheme(page, "light");
        await reachScreen(stage, screen, page, size);
        for (const theme of THEMES) {
          await inTheme(page, theme);
          const picture = pictureOf(screen.name, theme, size.width);
          await page.screenshot({ path: join(folder, picture) });
          console.log(picture);
        }
      } catch (error) {
        missed += THEMES.length;
        console.error(error);
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

function pictureOf(name: string, theme: string, width: number): string {
  return `${name}-${theme}-${width}.png`;
}

/** All pictures on one page, a row a screen. */
function pageOf(names: readonly string[]): string {
  const picture = (file: string) =>
    `<a href="${file}"><img src="${file}" height="420" alt="" loading="lazy"></a>`;
  const row = (name: string) => {
    const files = THEMES.flatMap((theme) =>
      SIZES.map(({ width }) => pictureOf(name, theme, width)),
    );
    return `<h2>${name}</h2><p>${files.map(picture).join(" ")}</p>`;
  };
  return `<!doctype html><meta charset="utf-8"><title>Circuito: screens</title>${names.map(row).join("")}`;
}
