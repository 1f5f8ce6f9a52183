import { ErrorState, SkeletonRows } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { Navigate, useLocation, useParams } from "@tanstack/react-router";
import { api } from "../api/client.ts";
import { useT } from "../i18n/translate.ts";
import { NotFound } from "../shell/not-found.tsx";
import { errorText, technicalText } from "../verbs/problem-text.ts";

/** `/p/261126-ABCDEFG1#m42`: the conversation of a protocol number, at the message that is named. */
export function ProtocolScreen() {
  const t = useT();
  const { protocol = "" } = useParams({ strict: false }) as { readonly protocol?: string };
  const hash = useLocation({ select: (location) => location.hash });
  const query = useQuery({
    queryKey: ["protocol", protocol],
    queryFn: async () => (await api.conversationsByProtocol(protocol)).items[0]?.id ?? null,
    retry: false,
  });
  if (query.isPending) return <SkeletonRows rows={5} label={t("thread.loading")} />;
  if (query.isError) {
    return (
      <ErrorState
        title={errorText(query.error)}
        retryLabel={t("action.retry")}
        onRetry={() => void query.refetch()}
        technical={{ label: t("problem.technical"), text: technicalText(query.error) }}
      />
    );
  }
  if (query.data === null) return <NotFound />;
  return (
    <Navigate
      to="/inbox/$conversationId"
      params={{ conversationId: query.data }}
      hash={hash}
      replace
    />
  );
}
