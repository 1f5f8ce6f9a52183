import { Button } from "@circuito/ui";
import { RotateCw } from "lucide-react";
import { useT } from "../i18n/translate.ts";

/** Where a part of the page should be: most often it was upgraded since, or the gateway was away. */
export function PartFailed() {
  const t = useT();
  return (
    <div role="alert" className="flex flex-wrap items-center gap-2 p-2 text-12 text-fg-2">
      {t("part.failed")}
      <Button size="small" icon={<RotateCw />} onPress={() => location.reload()}>
        {t("page.reload")}
      </Button>
    </div>
  );
}
