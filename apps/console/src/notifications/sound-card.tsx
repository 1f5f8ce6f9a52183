import { Button, Callout } from "@circuito/ui";
import { Volume2 } from "lucide-react";
import { useState } from "react";
import { useT } from "../i18n/translate.ts";
import { prefer } from "../workspace/preferences.ts";
import { playTune } from "./sounds.ts";

type Heard = "not-tried" | "allowed" | "refused";

/** At a browser that has not played a sound yet: whether it would. Asked once, and gone when it is put away. */
export function SoundCard() {
  const t = useT();
  const [heard, setHeard] = useState<Heard>("not-tried");
  const [isBusy, setBusy] = useState(false);

  async function test() {
    setBusy(true);
    setHeard((await playTune("assigned")) ? "allowed" : "refused");
    setBusy(false);
  }

  const text = {
    "not-tried": "sound.text",
    allowed: "sound.allowed",
    refused: "sound.refused",
  } as const;
  const tone = { "not-tried": "info", allowed: "ok", refused: "warn" } as const;
  return (
    <section aria-label={t("sound.title")} className="mx-auto w-full max-w-sm px-4 pb-4">
      <Callout tone={tone[heard]} icon={<Volume2 />} title={t("sound.title")}>
        <p role="status">{t(text[heard])}</p>
        <span className="mt-2 flex flex-wrap gap-2">
          <Button size="small" isPending={isBusy} onPress={() => void test()}>
            {t(heard === "not-tried" ? "sound.test" : "sound.testAgain")}
          </Button>
          <Button size="small" variant="ghost" onPress={() => prefer({ isSoundTested: true })}>
            {t(heard === "not-tried" ? "sound.notNow" : "sound.done")}
          </Button>
        </span>
      </Callout>
    </section>
  );
}
