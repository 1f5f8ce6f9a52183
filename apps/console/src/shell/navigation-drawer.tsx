import { Button, Drawer } from "@circuito/ui";
import { useLocation } from "@tanstack/react-router";
import { Settings2 } from "lucide-react";
import { useEffect } from "react";
import { useT } from "../i18n/translate.ts";
import { PersonMenu } from "../presence/person-menu.tsx";
import { useInboxPlace } from "../workspace/navigation.ts";
import { showLayer, useUi } from "../workspace/ui-state.ts";
import { Places } from "./navigation.tsx";

/** The navigation of a small screen. */
export function NavigationDrawer() {
  const t = useT();
  const isOpen = useUi((ui) => ui.layer?.kind === "navigation");
  const { search } = useInboxPlace();
  const path = useLocation({ select: ({ pathname }) => pathname });
  const place = `${path}${search.queue}${search.owner}${search.view}${search.following}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: going somewhere closes the drawer
  useEffect(() => {
    if (useUi.getState().layer?.kind === "navigation") showLayer(null);
  }, [place]);
  return (
    <Drawer
      side="start"
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open && useUi.getState().layer?.kind === "navigation") showLayer(null);
      }}
      title="Circuito"
      closeLabel={t("action.close")}
    >
      <nav aria-label={t("nav.label")} className="flex h-full flex-col">
        <Places isCollapsed={false} />
        <span className="grow" />
        <Button
          variant="ghost"
          icon={<Settings2 />}
          className="justify-start"
          onPress={() => showLayer({ kind: "preferences" })}
        >
          {t("preferences.title")}
        </Button>
        <PersonMenu isCollapsed={false} />
      </nav>
    </Drawer>
  );
}
