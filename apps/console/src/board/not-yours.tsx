import { EmptyState } from "@circuito/ui";
import { ShieldX } from "lucide-react";
import { useT } from "../i18n/translate.ts";

/** A supervisors' screen, for whoever is none. */
export function NotYours() {
  const t = useT();
  return (
    <div className="flex h-full items-center justify-center bg-canvas">
      <EmptyState icon={<ShieldX />} title={t("board.notYours")}>
        {t("board.notYoursText")}
      </EmptyState>
    </div>
  );
}
