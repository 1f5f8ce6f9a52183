import { readFileSync } from "node:fs";
import { join } from "node:path";
import { COLORS } from "./colors.ts";
import { renderTokensCss } from "./render-css.ts";

test("the committed tokens.css is the one the tokens render to", () => {
  const committed = readFileSync(join(import.meta.dirname, "../styles/tokens.css"), "utf8");
  expect(committed).toBe(renderTokensCss());
});

test("a theme set by hand wins over the system's in both directions", () => {
  const css = renderTokensCss();
  expect(css).toContain(':root:not([data-theme="light"]) {');
  expect(css).toContain(':root[data-theme="dark"] {');
});

test("every colour is a variable in both themes and a Tailwind colour", () => {
  const css = renderTokensCss();
  for (const [name, pair] of Object.entries(COLORS)) {
    expect(css).toContain(`--${name}: ${pair.light};`);
    expect(css.split(`--${name}: ${pair.dark};`).length).toBeGreaterThan(2);
    expect(css).toContain(`--color-${name}: var(--${name});`);
  }
});
