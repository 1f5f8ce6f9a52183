import type { WebchatSettings } from "./settings.ts";

/** Whether a page of this origin may show the chat. Compared as a whole: no part of it counts. */
export function originAllowed(
  origin: string | undefined,
  settings: Pick<WebchatSettings, "allowedOrigins" | "allowMissingOrigin">,
): boolean {
  if (origin === undefined || origin === "") return settings.allowMissingOrigin;
  return settings.allowedOrigins.includes(origin);
}
