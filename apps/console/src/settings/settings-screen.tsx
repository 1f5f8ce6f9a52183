import { Outlet, useLocation } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { SetupStrip } from "../setup/setup-strip.tsx";
import { useIsStacked } from "../shell/use-media.ts";
import { LeaveGuard } from "./leave-guard.tsx";
import { SettingsIndex } from "./settings-index.tsx";

/** Configurações: the index at the left, a page at the right; one of them at a time on a phone. */
export function SettingsScreen() {
  const isStacked = useIsStacked();
  const isHome = useLocation({ select: ({ pathname }) => pathname.replace(/\/$/, "") === HOME });
  // The page keeps its place in the tree at any width: what is typed there outlives a window's new size.
  return (
    <div
      className={`grid h-full min-h-0 ${isStacked ? "grid-cols-[minmax(0,1fr)]" : "grid-cols-[15rem_minmax(0,1fr)]"}`}
    >
      {!isStacked && <SettingsIndex />}
      <Page>{isStacked && isHome ? <SettingsIndex /> : <Outlet />}</Page>
    </div>
  );
}

/** Below the first steps, as long as there are any. */
function Page({ children }: { readonly children: ReactNode }) {
  return (
    <div className="flex h-full min-h-0 min-w-0 flex-col">
      <SetupStrip />
      <div className="min-h-0 min-w-0 grow">{children}</div>
      <LeaveGuard />
    </div>
  );
}

const HOME = "/settings";
