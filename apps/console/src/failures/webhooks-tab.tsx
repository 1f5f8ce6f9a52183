import type { WebhookFailureGroup, WebhookFailures } from "@circuito/protocol";
import { Button, Callout } from "@circuito/ui";
import type { UseQueryResult } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { RotateCw, Unplug } from "lucide-react";
import { useState } from "react";
import { supervisionApi } from "../api/supervision.ts";
import { useT } from "../i18n/translate.ts";
import { useMe } from "../workspace/workspace-context.ts";
import { BatchDialog } from "./batch-dialog.tsx";
import { collectRows } from "./collect-rows.ts";
import { FailureGroup } from "./failure-group.tsx";
import { FailureList } from "./failure-list.tsx";
import { WebhookRows } from "./webhook-rows.tsx";

/** What programs outside were to be told and did not take, by program and cause. */
export function WebhooksTab({ query }: { readonly query: UseQueryResult<WebhookFailures> }) {
  const t = useT();
  const groups = query.data?.groups ?? [];
  return (
    <FailureList query={query} isEmpty={groups.length === 0}>
      <ul aria-label={t("failures.webhooks")} className="flex flex-col gap-2">
        {groups.map((group) => (
          <FailureGroup
            key={`${group.webhookId} ${group.because} ${group.status}`}
            title={t("failures.webhook.group", {
              name: group.webhookName,
              why: t(`failures.webhook.${group.because}`, { status: group.status }),
            })}
            state={t(group.off === null ? "failures.webhook.givenUp" : "failures.webhook.offChip")}
            tone={group.off === null ? "danger" : "neutral"}
            group={group}
          >
            {() => <Opened group={group} />}
          </FailureGroup>
        ))}
      </ul>
    </FailureList>
  );
}

function Opened({ group }: { readonly group: WebhookFailureGroup }) {
  const t = useT();
  const { role } = useMe();
  const [ids, setIds] = useState<readonly string[] | "all" | null>(null);
  const { webhookId, off } = group;
  const cause = { webhookId, because: group.because, status: group.status };
  const offText = off === null ? undefined : t("failures.webhook.off");
  const all = () => collectRows((cursor) => supervisionApi.failedWebhooks(cause, cursor));
  const count = ids === "all" ? group.count : (ids?.length ?? 0);
  return (
    <div className="flex flex-col gap-3 p-3">
      {offText !== undefined && (
        <Callout tone="warn" icon={<Unplug />}>
          {offText}
        </Callout>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <p className="min-w-60 grow basis-0 text-13 text-fg-2">{t("failures.about.webhooks")}</p>
        {role === "admin" && (
          <Link
            to="/settings/webhooks/$webhookId"
            params={{ webhookId }}
            className="ring-focus rounded-chip px-1 text-13 text-accent-text hover:underline"
          >
            {t("failures.webhook.open")}
          </Link>
        )}
        <Button
          size="small"
          icon={<RotateCw />}
          disabledReason={offText}
          onPress={() => setIds("all")}
        >
          {t("failures.redeliverAll")}
        </Button>
      </div>
      <WebhookRows cause={cause} offText={offText} onRedeliver={setIds} />
      {ids !== null && (
        <BatchDialog
          title={t("failures.redeliverTitle", { count })}
          description={t("failures.redeliverText")}
          submitLabel={t("failures.redeliver")}
          items={ids === "all" ? all : async () => ids}
          act={async (some) => (await supervisionApi.redeliverWebhooks(webhookId, some)).results}
          onClose={() => setIds(null)}
        />
      )}
    </div>
  );
}
