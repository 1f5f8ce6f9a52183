import { Banner, Button } from "@circuito/ui";
import { RefreshCw } from "lucide-react";
import { useEffect, useState } from "react";
import { useT } from "../i18n/translate.ts";
import { useLive, useWorkspace } from "../workspace/workspace-context.ts";
import { isAtRest } from "./is-at-rest.ts";
import { isOutdated } from "./page-scripts.ts";

/**
 * The gateway has a newer console than this one: said after a reconnection, which is how an upgrade looks
 * from here. The page is loaded anew on a press; by itself only while it is out of sight and nobody has
 * anything half done in it. The one default export: `lazy` asks for it.
 */
export default function NewVersionStrip() {
  const t = useT();
  const workspace = useWorkspace();
  const { announcer } = workspace;
  const timesUp = useLive((live) => live.timesUp);
  const [isOld, setOld] = useState(false);

  useEffect(() => {
    if (timesUp < 2 || isOld) return;
    let isWanted = true;
    void isOutdated().then((is) => isWanted && setOld(is));
    return () => {
      isWanted = false;
    };
  }, [timesUp, isOld]);

  useEffect(() => {
    if (!isOld) return;
    announcer.announce(t("upgrade.available"));
    const renew = () => {
      if (document.visibilityState === "hidden" && isAtRest(workspace)) location.reload();
    };
    renew();
    document.addEventListener("visibilitychange", renew);
    return () => document.removeEventListener("visibilitychange", renew);
  }, [isOld, announcer, t, workspace]);

  if (!isOld) return null;
  return (
    <Banner
      tone="info"
      icon={<RefreshCw aria-hidden="true" className="size-4 flex-none" />}
      action={
        <Button size="small" variant="ghost" onPress={() => location.reload()}>
          {t("upgrade.now")}
        </Button>
      }
    >
      {t("upgrade.available")}
    </Banner>
  );
}
