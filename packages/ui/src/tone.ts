/** What a colour says. A tone never stands alone: there is always a word or an icon with it. */
export type Tone = "neutral" | "accent" | "ok" | "warn" | "danger" | "info" | "snooze" | "note";

/** Soft ground with its readable text. */
export const TONE_SOFT: Readonly<Record<Tone, string>> = {
  neutral: "bg-muted text-fg-2",
  accent: "bg-accent-soft text-accent-text",
  ok: "bg-ok-soft text-ok-text",
  warn: "bg-warn-soft text-warn-text",
  danger: "bg-danger-soft text-danger-text",
  info: "bg-info-soft text-info-text",
  snooze: "bg-snooze-soft text-snooze-text",
  note: "bg-note text-note-text",
};

/** Text or icon on a pane. */
export const TONE_TEXT: Readonly<Record<Tone, string>> = {
  neutral: "text-fg-2",
  accent: "text-accent-text",
  ok: "text-ok-text",
  warn: "text-warn-text",
  danger: "text-danger-text",
  info: "text-info-text",
  snooze: "text-snooze-text",
  note: "text-note-text",
};
