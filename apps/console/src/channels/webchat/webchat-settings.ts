import type { Mistakes, Settings } from "../inbox-page/mistakes.ts";
import { type LogoDraft, logoDraftOf } from "./logo-draft.ts";
import { siteOrigin } from "./site-origin.ts";

/** As the widget has it by itself. */
export const DEFAULT_ACCENT = "#5252d8";
/** The connector's limits, in characters (connectors, webchat). */
export const COMPANY_LENGTH_MAX = 80;
export const GREETING_LENGTH_MAX = 500;
export const LAUNCHER_LENGTH_MAX = 30;
const SITES_MAX = 100;

export type ChatTheme = "auto" | "light" | "dark";

/** Settings of an inbox on the channel `webchat`, as an admin fills them in. */
export interface WebchatForm {
  readonly companyName: string;
  readonly logo: LogoDraft | null;
  readonly accentColor: string;
  /** Empty: the widget greets in its own words. */
  readonly greeting: string;
  readonly theme: ChatTheme;
  readonly position: "left" | "right";
  readonly launcherText: string;
  /** Sites that may show the chat, one a line. */
  readonly allowedOrigins: string;
}

/** @param inboxId absent: of one that is about to be made */
export function webchatFormOf(settings: Settings, inboxId?: string): WebchatForm {
  const text = (name: string) => {
    const value = settings[name];
    return typeof value === "string" ? value : "";
  };
  const { theme, position } = settings;
  return {
    companyName: text("companyName"),
    logo: logoDraftOf(settings, inboxId),
    accentColor: text("accentColor") || DEFAULT_ACCENT,
    greeting: text("greeting"),
    theme: theme === "light" || theme === "dark" ? theme : "auto",
    position: position === "left" ? "left" : "right",
    launcherText: text("launcherText"),
    allowedOrigins: originsOf(settings).join("\n"),
  };
}

export function originsOf({ allowedOrigins }: Settings): readonly string[] {
  return Array.isArray(allowedOrigins) ? allowedOrigins.map(String) : [];
}

export const isColor = (text: string): boolean => /^#[0-9a-f]{6}$/i.test(text.trim());

/** What would be refused. */
export function mistakesInWebchat(form: WebchatForm): Mistakes<WebchatForm> {
  const sites = linesOf(form.allowedOrigins);
  return {
    ...(form.companyName.trim() === "" && { companyName: "required" }),
    ...(!isColor(form.accentColor) && { accentColor: "format" }),
    ...(sites.length === 0 && { allowedOrigins: "required" }),
    ...(sites.length > SITES_MAX && { allowedOrigins: "range" }),
    ...(sites.some((site) => siteOrigin(site) === undefined) && { allowedOrigins: "format" }),
  };
}

/** What the form does not show stays as it was; the picture is not here (`logoSettingOf`). */
export function webchatSettingsOf(form: WebchatForm, before: Settings = {}): Settings {
  const origins = linesOf(form.allowedOrigins).flatMap((site) => siteOrigin(site) ?? []);
  const { logo: _, ...others } = before;
  return {
    ...others,
    companyName: form.companyName.trim(),
    accentColor: form.accentColor.trim(),
    greeting: form.greeting.trim() || null,
    theme: form.theme,
    position: form.position,
    launcherText: form.launcherText.trim() || null,
    allowedOrigins: [...new Set(origins)],
  };
}

const linesOf = (text: string) => text.split(/[\s,]+/).filter((line) => line !== "");

/** 256 bits of chance in Base64: signs visitors' tokens, and is never shown. */
export function newTokenSecret(random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array): string {
  return btoa(String.fromCharCode(...random(new Uint8Array(32))));
}
