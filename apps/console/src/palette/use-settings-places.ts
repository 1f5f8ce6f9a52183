import { useEffect, useState } from "react";
import { learn } from "../i18n/translate.ts";
import type { SettingsPageEntry } from "../settings/settings-pages.ts";
import { useMe } from "../workspace/workspace-context.ts";

/** The pages of the settings that the reader may open, with their words; fetched when the palette is first open. */
export function useSettingsPlaces(): readonly SettingsPageEntry[] {
  const { role } = useMe();
  const [places, setPlaces] = useState<readonly SettingsPageEntry[]>([]);
  useEffect(() => {
    let isWaiting = true;
    // Without a connection everything else is there still.
    Promise.all([import("../settings/settings-pages.ts"), learn("settings")]).then(
      ([{ settingsPagesFor }]) => isWaiting && setPlaces(settingsPagesFor(role)),
      () => {},
    );
    return () => {
      isWaiting = false;
    };
  }, [role]);
  return places;
}
