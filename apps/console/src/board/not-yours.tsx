import { EmptyState } from "@circuito/ui";
import { ShieldX } from "lucide-react";
import { useT } from "../i18n/translate.ts";
import { NavigationButton } from "../shell/navigation-button.tsx";

/** A supervisors' screen, for whoever is none. */
export function NotYours() {
  const t = useT();
  return (
    <div className="relative flex h-full items-center justify-center bg-canvas">
      <div className="absolute top-4 left-4">
        <NavigationButton />
      </div>
      <EmptyState icon={<ShieldX />} title={t("board.notYours")}>
        {t("board.notYoursText")}
      </EmptyState>
    </div>
  );
}
