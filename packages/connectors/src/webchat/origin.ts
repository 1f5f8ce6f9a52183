import type { WebchatSettings } from "./settings.ts";

/**
 * Whether a page of this origin may connect. Compared as a whole: no part of it counts. The widget's
 * own page comes from the gateway itself, which lets nobody but the listed sites frame it.
 * @param ownUrl any address of the gateway
 */
export function originAllowed(
  origin: string | undefined,
  settings: Pick<WebchatSettings, "allowedOrigins" | "allowMissingOrigin">,
  ownUrl: string,
): boolean {
  if (origin === undefined || origin === "") return settings.allowMissingOrigin;
  if (origin === new URL(ownUrl).origin) return true;
  return settings.allowedOrigins.includes(origin);
}
