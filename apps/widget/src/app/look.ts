import { CHAT_SURFACES, legibleOn, textOn } from "@circuito/protocol/look-text";
import type { Theme } from "../shared/bridge-messages.ts";

/** Accent until the server or the host page names one. */
export const DEFAULT_ACCENT = "#5252d8";

const prefersDark = matchMedia("(prefers-color-scheme: dark)");

/** Dresses the document: theme, accent, and the shades of the accent that can be read. */
export function applyLook(theme: Theme, accent: string): void {
  const isDark = theme === "dark" || (theme === "auto" && prefersDark.matches);
  const shown = isDark ? "dark" : "light";
  const root = document.documentElement;
  root.dataset.theme = shown;
  root.style.setProperty("--accent", accent);
  root.style.setProperty("--on-accent", textOn(accent));
  root.style.setProperty("--accent-text", legibleOn(accent, CHAT_SURFACES[shown]));
}

export function onSystemTheme(run: () => void): void {
  prefersDark.addEventListener("change", run);
}
