import type { QuickReplyView } from "@circuito/protocol";
import { fitOf } from "@circuito/protocol/writing-text";
import {
  Button,
  EmptyState,
  SearchField,
  SkeletonRows,
  Table,
  type TableColumn,
} from "@circuito/ui";
import { Plus, Zap } from "lucide-react";
import { useState } from "react";
import { useT } from "../i18n/translate.ts";
import { SettingsPage } from "../settings/settings-page.tsx";
import { EVERYBODY } from "../settings/settings-pages.ts";
import { QueryFailed } from "../verbs/query-failed.tsx";
import { useMe } from "../workspace/workspace-context.ts";
import { QuickReplyEditor } from "./quick-reply-editor.tsx";
import { useQuickReplies } from "./suggestions.tsx";
import { useReachColumns } from "./use-reach-columns.tsx";

/** Respostas rápidas: everybody's, the queues', one's own (agents', too); who may not change one may read it. */
export function QuickRepliesScreen() {
  const t = useT();
  const me = useMe();
  const query = useQuickReplies();
  const reachColumns = useReachColumns();
  const [typed, setTyped] = useState("");
  const [edited, setEdited] = useState<QuickReplyView | "new" | null>(null);
  const all = query.data?.items ?? [];
  const found = all.filter((reply) => fitOf(typed, reply) > 0);
  const add = (
    <Button variant="primary" icon={<Plus />} onPress={() => setEdited("new")}>
      {t("quickReply.add")}
    </Button>
  );
  const columns: readonly TableColumn<QuickReplyView>[] = [
    {
      id: "name",
      label: t("quickReply.name"),
      isRowHeader: true,
      cell: (reply) => (
        <span className="flex min-w-0 flex-col py-1.5">
          <span className="font-medium">{reply.name}</span>
          <span className="line-clamp-1 text-12 text-fg-2 wrap-anywhere">{reply.body}</span>
        </span>
      ),
    },
    ...reachColumns,
  ];
  return (
    <SettingsPage
      title={t("nav.quickReplies")}
      intro={t("quickReply.intro")}
      openTo={EVERYBODY}
      actions={all.length > 0 && add}
    >
      {query.isPending && <SkeletonRows rows={4} label={t("quickReply.loading")} />}
      {query.isError && <QueryFailed query={query} />}
      {query.isSuccess && all.length === 0 && (
        <EmptyState icon={<Zap />} title={t("quickReply.empty")} action={add}>
          {t("quickReply.emptyText")}
        </EmptyState>
      )}
      {all.length > 0 && (
        <>
          <SearchField
            label={t("quickReply.search")}
            placeholder={t("quickReply.search")}
            clearLabel={t("action.clear")}
            value={typed}
            onChange={setTyped}
            className="max-w-96"
          />
          <Table
            label={t("nav.quickReplies")}
            columns={columns}
            rows={found}
            nameOf={({ name }) => name}
            onOpen={(id) => setEdited(all.find((reply) => reply.id === id) ?? null)}
            emptyState={
              <EmptyState
                title={t("quickReply.noneFound")}
                action={
                  <Button onPress={() => setTyped("")}>{t("quickReply.noneFoundAct")}</Button>
                }
              />
            }
          />
        </>
      )}
      {edited !== null && (
        <QuickReplyEditor
          reply={edited === "new" ? null : edited}
          company={query.data?.company ?? null}
          mayShare={me.role !== "agent"}
          onClose={() => setEdited(null)}
        />
      )}
    </SettingsPage>
  );
}
