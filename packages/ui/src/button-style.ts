import { classNames } from "./class-names.ts";

/** `note` is the internal note's own button: never mistaken for the one that reaches a customer. */
export type ButtonVariant = "primary" | "secondary" | "ghost" | "danger" | "note";
export type ButtonSize = "small" | "default";

const VARIANTS: Readonly<Record<ButtonVariant, string>> = {
  primary:
    "border-transparent bg-accent text-on-accent data-hovered:bg-accent-hover data-pressed:bg-accent-hover",
  secondary:
    "border-line bg-surface text-fg data-hovered:bg-hover data-pressed:bg-muted aria-expanded:bg-muted",
  ghost:
    "border-transparent text-fg-2 data-hovered:bg-hover data-hovered:text-fg data-pressed:bg-muted data-pressed:text-fg aria-expanded:bg-muted aria-expanded:text-fg",
  danger: "border-transparent bg-danger text-on-danger",
  note: "border-note-line bg-note text-note-text data-hovered:border-note-text",
};

const OFF =
  "aria-disabled:not-data-pending:border-transparent aria-disabled:not-data-pending:bg-muted aria-disabled:not-data-pending:text-fg-3 data-disabled:border-transparent data-disabled:bg-muted data-disabled:text-fg-3";
const GHOST_OFF =
  "aria-disabled:bg-transparent aria-disabled:text-fg-3 aria-disabled:opacity-60 data-disabled:bg-transparent data-disabled:text-fg-3 data-disabled:opacity-60";

/** Classes shared by every kind of button, so that they line up in one bar. */
export function buttonStyle(variant: ButtonVariant): string {
  return classNames(
    "ring-focus fade-colors touch-target inline-flex max-w-full flex-none cursor-default select-none items-center justify-center border font-medium whitespace-nowrap",
    VARIANTS[variant],
    variant === "ghost" ? GHOST_OFF : OFF,
  );
}

/** A small button keeps 28 px at any density: it lives inside rows and strips. */
export function buttonSize(size: ButtonSize): string {
  return size === "small"
    ? "h-7 gap-1.5 rounded-row px-2 text-12"
    : "h-control gap-1.5 rounded-control px-3 text-13";
}
