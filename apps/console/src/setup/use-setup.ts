import type { SetupFacts } from "@circuito/protocol";
import { useQuery } from "@tanstack/react-query";
import { request } from "../api/request.ts";
import { t } from "../i18n/translate.ts";
import { prefer, usePreferences } from "../workspace/preferences.ts";
import { useMe, useWorkspace } from "../workspace/workspace-context.ts";
import { setupProgress } from "./setup-steps.ts";

/**
 * How far the installation is on its way to the first answer, live; for admins who did not put it away.
 * Once a customer was answered nobody asks any more.
 */
export function useSetup() {
  const me = useMe();
  const isHidden = usePreferences((chosen) => chosen.isSetupHidden);
  const isAsked = me.role === "admin" && !isHidden;
  const { data: facts } = useQuery({
    queryKey: ["setup"],
    queryFn: () => request<SetupFacts>("GET", "/setup"),
    enabled: ({ state }) => isAsked && state.data?.answered !== true,
  });
  if (!isAsked || facts === undefined) return undefined;
  const { next, ...progress } = setupProgress(facts);
  return next && { facts, next, ...progress };
}

/** Puts the first steps away, on this computer. */
export function useHideSetup(): () => void {
  const { toasts } = useWorkspace();
  return () => {
    prefer({ isSetupHidden: true });
    toasts.add({
      text: t("setup.hidden"),
      action: { label: t("action.undo"), onAction: () => prefer({ isSetupHidden: false }) },
    });
  };
}
