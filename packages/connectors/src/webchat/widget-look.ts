import { lookSettings } from "./settings.ts";

/** What the button on the host page has to know before anybody opens the chat. */
export interface WidgetLook {
  readonly inbox: string;
  readonly accent?: string;
  readonly theme?: "light" | "dark";
  readonly position?: "left";
  readonly text?: string;
}

/** The look of an inbox; what is as usual is left out, and what makes no sense is as usual. */
export function widgetLook(inbox: string, settings: Readonly<Record<string, unknown>>): WidgetLook {
  const read = lookSettings.safeParse(settings);
  if (!read.success) return { inbox };
  const { accentColor, theme, position, launcherText } = read.data;
  return {
    inbox,
    ...(accentColor !== undefined && { accent: accentColor }),
    ...(theme !== undefined && theme !== "auto" && { theme }),
    ...(position === "left" && { position }),
    ...(launcherText && { text: launcherText }),
  };
}
