import { Suspense } from "react";
import { learn } from "../i18n/translate.ts";
import { part } from "../shell/part.ts";
import { usePreferences } from "../workspace/preferences.ts";

const SoundCard = part(async () => {
  const [{ SoundCard: card }] = await Promise.all([
    import("./sound-card.tsx"),
    learn("preferences"),
  ]);
  return { default: card };
});

/** Until somebody has tried at this browser, and only where a sound is wanted at all. */
export function SoundOffer() {
  const { isSoundTested, notifications } = usePreferences();
  const isWanted = Object.values(notifications).some((ways) => ways.includes("sound"));
  if (isSoundTested || !isWanted) return null;
  return (
    <Suspense>
      <SoundCard />
    </Suspense>
  );
}
