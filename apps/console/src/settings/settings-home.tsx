import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { useIsStacked } from "../shell/use-media.ts";
import { useMe } from "../workspace/workspace-context.ts";
import { settingsPagesFor } from "./settings-pages.ts";

/** Beside the index the first page is shown; on a phone the index is the page. */
export function SettingsHome() {
  const isStacked = useIsStacked();
  const router = useRouter();
  const first = settingsPagesFor(useMe().role)[0]?.path;
  useEffect(() => {
    if (!isStacked && first !== undefined) void router.navigate({ href: first, replace: true });
  }, [isStacked, first, router]);
  return null;
}
