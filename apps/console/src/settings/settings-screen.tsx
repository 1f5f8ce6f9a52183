import { Outlet, useLocation } from "@tanstack/react-router";
import { useIsStacked } from "../shell/use-media.ts";
import { SettingsIndex } from "./settings-index.tsx";

/** Configurações: the index at the left, a page at the right; one of them at a time on a phone. */
export function SettingsScreen() {
  const isStacked = useIsStacked();
  const isHome = useLocation({ select: ({ pathname }) => pathname.replace(/\/$/, "") === HOME });
  if (isStacked) return isHome ? <SettingsIndex /> : <Outlet />;
  return (
    <div className="grid h-full min-h-0 grid-cols-[15rem_minmax(0,1fr)]">
      <SettingsIndex />
      <Outlet />
    </div>
  );
}

const HOME = "/settings";
