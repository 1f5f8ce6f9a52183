import { Button, EmptyState, SkeletonRows } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { Navigate, useLocation, useParams, useRouter } from "@tanstack/react-router";
import { SearchX } from "lucide-react";
import { api } from "../api/client.ts";
import { useT } from "../i18n/translate.ts";
import { NavigationButton } from "../shell/navigation-button.tsx";
import { QueryFailed } from "../verbs/query-failed.tsx";

/** `/p/261126-ABCDEFG1#m42`: the conversation of a protocol number, at the message that is named. */
export function ProtocolScreen() {
  return (
    <div className="flex h-full flex-col bg-surface">
      <header className="flex-none p-4 empty:hidden">
        <NavigationButton />
      </header>
      <Conversation />
    </div>
  );
}

function Conversation() {
  const t = useT();
  const { protocol = "" } = useParams({ strict: false }) as { readonly protocol?: string };
  const router = useRouter();
  const hash = useLocation({ select: (location) => location.hash });
  const query = useQuery({
    queryKey: ["protocol", protocol],
    queryFn: async () => (await api.conversationsByProtocol(protocol)).items[0]?.id ?? null,
    retry: false,
  });
  if (query.isPending) return <SkeletonRows rows={5} label={t("thread.loading")} />;
  if (query.isError) {
    return <QueryFailed query={query} />;
  }
  if (query.data === null) {
    return (
      <EmptyState
        icon={<SearchX />}
        title={t("search.noProtocol", { protocol })}
        action={
          <Button variant="primary" onPress={() => void router.navigate({ to: "/search" })}>
            {t("search.title")}
          </Button>
        }
      >
        {t("search.noProtocolText")}
      </EmptyState>
    );
  }
  return (
    <Navigate
      to="/inbox/$conversationId"
      params={{ conversationId: query.data }}
      hash={hash}
      replace
    />
  );
}
