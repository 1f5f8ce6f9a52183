import { Button, Drawer } from "@circuito/ui";
import { Settings2 } from "lucide-react";
import { type MouseEvent, useEffect } from "react";
import { useT } from "../i18n/translate.ts";
import { PersonMenu } from "../presence/person-menu.tsx";
import { showLayer, useUi } from "../workspace/ui-state.ts";
import { Places } from "./navigation.tsx";

/**
 * The navigation of a small screen. Whoever goes somewhere closes it, by a link in it or by the browser's
 * Back; where the console goes by itself, as on the way from logging in to the inbox, it stays.
 */
export function NavigationDrawer() {
  const t = useT();
  const isOpen = useUi((ui) => ui.layer?.kind === "navigation");
  useEffect(() => {
    addEventListener("popstate", close);
    return () => removeEventListener("popstate", close);
  }, []);
  return (
    <Drawer
      side="start"
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) close();
      }}
      title="Circuito"
      closeLabel={t("action.close")}
    >
      {/* Before the link has it, which lets nobody else hear; one that is followed by a key is clicked, too. */}
      <nav
        aria-label={t("nav.label")}
        className="flex h-full flex-col"
        onClickCapture={closeAtLink}
      >
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

function close(): void {
  if (useUi.getState().layer?.kind === "navigation") showLayer(null);
}

function closeAtLink({ target }: MouseEvent): void {
  if (target instanceof Element && target.closest("a[href]") !== null) close();
}
