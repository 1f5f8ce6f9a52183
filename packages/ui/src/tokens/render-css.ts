import { COLORS } from "./colors.ts";
import { BREAKPOINTS, COARSE_CONTROL, DENSITIES, RADII, SHADOWS, TYPE } from "./scale.ts";

const ROOT_FONT_PX = 16;

/**
 * The whole of `src/styles/tokens.css`: CSS variables per theme and density, then the Tailwind
 * theme that points at them. Sizes are in rem, so "larger text" is one font size on `html`.
 */
export function renderTokensCss(): string {
  const high = (theme: "light" | "dark") => [
    `--fg-3: ${COLORS["fg-2"][theme]};`,
    `--line: ${COLORS["line-control"][theme]};`,
    `--line-subtle: ${COLORS["line-control"][theme]};`,
  ];
  return [
    "/* Written by `pnpm tokens` from src/tokens; a test compares the two. */",
    block(":root", [...colors("light"), ...density("default"), "color-scheme: light;"]),
    "@media (prefers-color-scheme: dark) {",
    block(':root:not([data-theme="light"])', [...colors("dark"), "color-scheme: dark;"], "  "),
    "}",
    block(':root[data-theme="dark"]', [...colors("dark"), "color-scheme: dark;"]),
    block(':root[data-contrast="high"]', high("light")),
    "@media (prefers-color-scheme: dark) {",
    block(':root:not([data-theme="light"])[data-contrast="high"]', high("dark"), "  "),
    "}",
    block(':root[data-theme="dark"][data-contrast="high"]', high("dark")),
    block('[data-density="compact"]', density("compact")),
    block('[data-density="default"]', density("default")),
    block('[data-density="comfortable"]', density("comfortable")),
    "@media (pointer: coarse) {",
    block(":root,\n  [data-density]", [`--control: ${rem(COARSE_CONTROL)};`], "  "),
    "}",
    block("@theme", theme()),
    block("@theme inline", inlineTheme()),
    "",
  ].join("\n");
}

function colors(theme: "light" | "dark"): string[] {
  return Object.entries(COLORS).map(([name, pair]) => `--${name}: ${pair[theme]};`);
}

function density(name: keyof typeof DENSITIES): string[] {
  const { control, row, thread } = DENSITIES[name];
  return [`--control: ${rem(control)};`, `--row: ${rem(row)};`, `--thread: ${rem(thread)};`];
}

/** Fixed values. Tailwind's own palette and scales go, so that only ours can be written. */
function theme(): string[] {
  const reset = ["color", "text", "radius", "shadow", "breakpoint", "font-weight", "ease"];
  return [
    ...reset.map((namespace) => `--${namespace}-*: initial;`),
    "--color-transparent: transparent;",
    "--color-current: currentColor;",
    // What a dialog puts over the rest; the same in both themes.
    "--color-scrim: #0b0c1073;",
    "--font-weight-regular: 400;",
    "--font-weight-medium: 500;",
    "--font-weight-semibold: 600;",
    '--font-sans: "Inter Variable", "Inter Fallback", ui-sans-serif, system-ui, sans-serif;',
    '--font-mono: "JetBrains Mono", ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace;',
    "--ease-swift: cubic-bezier(0.2, 0, 0, 1);",
    ...Object.entries(TYPE).flatMap(([name, step]) => [
      `--text-${name}: ${rem(step.size)};`,
      `--text-${name}--line-height: ${rem(step.line)};`,
      `--text-${name}--font-weight: ${step.weight};`,
    ]),
    ...Object.entries(RADII).map(([name, px]) => `--radius-${name}: ${rem(px)};`),
    ...Object.entries(SHADOWS).map(([name, value]) => `--shadow-${name}: ${value};`),
    ...Object.entries(BREAKPOINTS).map(([name, px]) => `--breakpoint-${name}: ${rem(px)};`),
  ];
}

/** Values that change with theme or density: utilities must read the variable where they stand. */
function inlineTheme(): string[] {
  return [
    ...Object.keys(COLORS).map((name) => `--color-${name}: var(--${name});`),
    ...["control", "row", "thread"].map((name) => `--spacing-${name}: var(--${name});`),
  ];
}

function block(selector: string, lines: readonly string[], indent = ""): string {
  const body = lines.map((line) => `${indent}  ${line}`).join("\n");
  return `${indent}${selector} {\n${body}\n${indent}}`;
}

function rem(px: number): string {
  return `${px / ROOT_FONT_PX}rem`;
}
