export type ThemeChoice = "light" | "dark" | "system";
export type Density = "compact" | "default" | "comfortable";
export type TextSize = "default" | "large" | "larger";
export type ContrastChoice = "default" | "high";

export interface Appearance {
  readonly theme: ThemeChoice;
  readonly density: Density;
  readonly textSize: TextSize;
  readonly contrast: ContrastChoice;
}

/** Writes a person's choices to `<html>`, where the stylesheet reads them. */
export function applyAppearance(appearance: Appearance, root: HTMLElement): void {
  if (appearance.theme === "system") delete root.dataset.theme;
  else root.dataset.theme = appearance.theme;
  root.dataset.density = appearance.density;
  root.dataset.textSize = appearance.textSize;
  root.dataset.contrast = appearance.contrast;
}
