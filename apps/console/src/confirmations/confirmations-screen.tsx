import type { ConfirmationPolicyView } from "@circuito/protocol";
import { Button, Chip, Table, type TableColumn } from "@circuito/ui";
import { Plus } from "lucide-react";
import { useState } from "react";
import { duration } from "../i18n/format.ts";
import { channelTitle } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { Loaded } from "../settings/loaded.tsx";
import { SettingsPage } from "../settings/settings-page.tsx";
import { useQueues } from "../workspace/queries.ts";
import { ConfirmationEditor } from "./confirmation-editor.tsx";
import { UNWRITTEN, useConfirmations } from "./confirmations-api.ts";

/** The id of what holds where no policy of all was ever saved. */
const NOT_SAVED = "all";

/** Confirmação de resolução: where customers are asked whether it is solved, when, and in which words. */
export function ConfirmationsScreen() {
  const t = useT();
  const policies = useConfirmations();
  const queues = useQueues().data ?? [];
  const [edited, setEdited] = useState<ConfirmationPolicyView | "new" | null>(null);
  const rows = withGeneral(policies.data ?? []);
  const columns: readonly TableColumn<ConfirmationPolicyView>[] = [
    {
      id: "where",
      label: t("confirmation.where"),
      isRowHeader: true,
      cell: (policy) => {
        const queue = queues.find(({ id }) => id === policy.queueId);
        return (
          <span className="flex min-w-0 flex-col py-1.5">
            <span className="font-medium wrap-anywhere">
              {policy.queueId === null ? t("confirmation.allQueues") : (queue?.name ?? "…")}
            </span>
            <span className="text-12 text-fg-2">
              {policy.channel === null
                ? t("confirmation.allChannels")
                : channelTitle(policy.channel)}
            </span>
          </span>
        );
      },
    },
    {
      id: "enabled",
      label: t("confirmation.asks"),
      cell: ({ enabled }) => (
        <Chip tone={enabled ? "ok" : "neutral"}>
          {t(enabled ? "confirmation.on" : "confirmation.off")}
        </Chip>
      ),
    },
    {
      id: "times",
      label: t("confirmation.times"),
      isSecondary: true,
      cell: ({ enabled, delayMs, silenceMs }) => (
        <span className="text-fg-2">
          {enabled
            ? t("confirmation.timesOf", {
                delay: duration(delayMs),
                silence: duration(silenceMs),
              })
            : "—"}
        </span>
      ),
    },
  ];
  return (
    <SettingsPage
      title={t("settings.confirmation")}
      intro={t("confirmation.intro")}
      actions={
        <Button variant="primary" icon={<Plus />} onPress={() => setEdited("new")}>
          {t("confirmation.add")}
        </Button>
      }
    >
      <Loaded query={policies} label={t("confirmation.loading")}>
        {() => (
          <>
            <Table
              label={t("settings.confirmation")}
              columns={columns}
              rows={rows}
              nameOf={(policy) =>
                [
                  policy.queueId === null
                    ? t("confirmation.allQueues")
                    : queues.find(({ id }) => id === policy.queueId)?.name,
                  policy.channel === null
                    ? t("confirmation.allChannels")
                    : channelTitle(policy.channel),
                ].join(" · ")
              }
              onOpen={(id) => setEdited(rows.find((policy) => policy.id === id) ?? null)}
              emptyState={null}
            />
            <p className="text-12 text-fg-2">{t("confirmation.nearest")}</p>
          </>
        )}
      </Loaded>
      {edited !== null && (
        <ConfirmationEditor
          policy={edited === "new" ? null : edited}
          others={rows}
          isRemovable={edited !== "new" && edited.id !== NOT_SAVED}
          onClose={() => setEdited(null)}
        />
      )}
    </SettingsPage>
  );
}

/** What holds everywhere else is always there to be seen, saved or not. */
function withGeneral(
  policies: readonly ConfirmationPolicyView[],
): readonly ConfirmationPolicyView[] {
  const has = policies.some(({ queueId, channel }) => queueId === null && channel === null);
  return has ? policies : [{ ...UNWRITTEN, id: NOT_SAVED }, ...policies];
}
