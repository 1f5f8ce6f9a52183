import type { RuleDraftView } from "@circuito/protocol";
import { ErrorState, SkeletonRows } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { useT } from "../i18n/translate.ts";
import { SettingsPage } from "../settings/settings-page.tsx";
import { errorText, technicalText } from "../verbs/problem-text.ts";
import { READERS } from "./readers.ts";
import { routingApi } from "./routing-api.ts";
import { RoutingDesk } from "./routing-desk.tsx";

/** Roteamento: which rule sends what where, tried before it holds. */
export function RoutingScreen() {
  const t = useT();
  const draft = useQuery({
    queryKey: ["rule-draft"],
    queryFn: routingApi.getRuleDraft,
    // Whoever edits has the newer one.
    ...{ staleTime: Number.POSITIVE_INFINITY, gcTime: 0 },
  });
  const inForce = useQuery({ queryKey: ["rules-in-force"], queryFn: routingApi.getRules });
  if (draft.isError || inForce.isError) {
    const error = draft.error ?? inForce.error;
    return (
      <SettingsPage title={t("settings.routing")} openTo={READERS}>
        <ErrorState
          title={errorText(error)}
          retryLabel={t("action.retry")}
          onRetry={() => void Promise.all([draft.refetch(), inForce.refetch()])}
          technical={{ label: t("problem.technical"), text: technicalText(error) }}
        />
      </SettingsPage>
    );
  }
  if (draft.isPending || inForce.isPending) {
    return (
      <SettingsPage title={t("settings.routing")} openTo={READERS}>
        <SkeletonRows rows={5} label={t("routing.loading")} />
      </SettingsPage>
    );
  }
  const renew = async (): Promise<RuleDraftView | undefined> => {
    const [{ data }] = await Promise.all([draft.refetch(), inForce.refetch()]);
    return data;
  };
  return <RoutingDesk draft={draft.data} inForce={inForce.data.rules} onRenew={renew} />;
}
