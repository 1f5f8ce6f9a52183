import { IconButton } from "@circuito/ui";
import { Menu as MenuIcon } from "lucide-react";
import { useT } from "../i18n/translate.ts";
import { showLayer } from "../workspace/ui-state.ts";
import { NavigationDrawer } from "./navigation-drawer.tsx";
import { useIsStacked } from "./use-media.ts";

/** The way to everywhere else, where there is no room for the navigation itself. */
export function NavigationButton() {
  const t = useT();
  if (!useIsStacked()) return null;
  return (
    <>
      <IconButton
        label={t("nav.label")}
        icon={<MenuIcon />}
        onPress={() => showLayer({ kind: "navigation" })}
      />
      <NavigationDrawer />
    </>
  );
}
