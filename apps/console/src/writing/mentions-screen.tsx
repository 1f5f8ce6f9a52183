import type { MentionView } from "@circuito/protocol";
import { Avatar, Button, Chip, EmptyState, GridList, GridRow, SkeletonRows } from "@circuito/ui";
import { useRouter } from "@tanstack/react-router";
import { AtSign, CheckCheck } from "lucide-react";
import { useEffect } from "react";
import { api } from "../api/client.ts";
import { listTime } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";
import { NavigationButton } from "../shell/navigation-button.tsx";
import { QueryFailed } from "../verbs/query-failed.tsx";
import { chooseRoom } from "../workspace/ui-state.ts";
import { useNow } from "../workspace/use-now.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { useMentions, useNewMentions } from "./use-mentions.ts";

/** Notes that name the person: newest first, Enter opens the conversation where they stand. */
export function MentionsScreen() {
  const t = useT();
  const { queries } = useWorkspace();
  const router = useRouter();
  const query = useMentions();
  const unread = useNewMentions();
  const mentions = query.data?.pages.flatMap(({ items }) => items) ?? [];
  useEffect(() => {
    document.title = `${t("nav.mentions")} · Circuito`;
  }, [t]);

  async function read(conversationId?: string) {
    await api.readMentions(conversationId).catch(() => undefined);
    await queries.invalidateQueries({ queryKey: ["mentions"] });
  }

  function open(messageId: string) {
    const mention = mentions.find(({ message }) => message.id === messageId);
    if (mention === undefined) return;
    const { id } = mention.conversation;
    if (mention.readAt === null) void read(id);
    chooseRoom(id, "note");
    void router.navigate({ to: "/inbox/$conversationId", params: { conversationId: id } });
  }

  return (
    <div className="h-full min-w-0 overflow-y-auto bg-surface">
      <div className="mx-auto flex min-h-full w-full max-w-3xl flex-col gap-4 px-6 py-6 max-[479px]:px-3">
        <header className="flex flex-wrap items-center gap-2">
          <NavigationButton />
          <h1 className="grow text-20">{t("nav.mentions")}</h1>
          {unread > 0 && (
            <Button icon={<CheckCheck />} onPress={() => void read()}>
              {t("mentions.readAll")}
            </Button>
          )}
        </header>
        {query.isPending && <SkeletonRows rows={4} label={t("mentions.loading")} />}
        {query.isError && <QueryFailed query={query} />}
        {query.isSuccess && mentions.length === 0 && (
          <EmptyState icon={<AtSign />} title={t("mentions.empty")}>
            {t("mentions.emptyText")}
          </EmptyState>
        )}
        {mentions.length > 0 && (
          <GridList label={t("nav.mentions")} onAction={(id) => open(String(id))}>
            {mentions.map((mention) => (
              <Row key={mention.message.id} mention={mention} />
            ))}
          </GridList>
        )}
        {query.hasNextPage && (
          <Button onPress={() => void query.fetchNextPage()}>{t("mentions.more")}</Button>
        )}
      </div>
    </div>
  );
}

function Row({ mention }: { readonly mention: MentionView }) {
  const t = useT();
  const now = useNow();
  const { message, conversation, readAt } = mention;
  const by = message.author.name ?? t("person.system");
  const { contactName, protocol } = conversation;
  const title =
    contactName === null
      ? t("mentions.rowProtocol", { by, protocol })
      : t("mentions.row", { by, name: contactName });
  const isNew = readAt === null;
  return (
    <GridRow
      id={message.id}
      name={[isNew && t("mentions.new"), title, message.text].filter(Boolean).join(", ")}
      aria-label={[isNew && t("mentions.new"), title, message.text].filter(Boolean).join(", ")}
    >
      <div className="flex w-full min-w-0 items-start gap-3 px-3 py-2.5">
        <Avatar name={by} />
        <div className="min-w-0 grow">
          <p className="flex items-baseline gap-2">
            <span className={`min-w-0 grow truncate text-13 ${isNew ? "font-semibold" : ""}`}>
              {title}
            </span>
            {isNew && <Chip tone="accent">{t("mentions.new")}</Chip>}
            <time dateTime={message.createdAt} className="flex-none text-12 text-fg-3 tabular-nums">
              {listTime(message.createdAt, now)}
            </time>
          </p>
          <p className="line-clamp-2 text-13 break-words text-fg-2">{message.text}</p>
        </div>
      </div>
    </GridRow>
  );
}
