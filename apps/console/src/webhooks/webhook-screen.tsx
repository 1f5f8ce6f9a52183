import type { WebhookView } from "@circuito/protocol";
import { Chip, EmptyState, Tabs } from "@circuito/ui";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useT } from "../i18n/translate.ts";
import { SecretOnce } from "../installation/secret-once.tsx";
import { Loaded } from "../settings/loaded.tsx";
import { SettingsPage } from "../settings/settings-page.tsx";
import { DeliveryLog } from "./delivery-log.tsx";
import { Standing } from "./standing.tsx";
import { TestAnswer, useTest } from "./test-answer.tsx";
import { WebhookActions } from "./webhook-actions.tsx";
import { WebhookEditor } from "./webhook-editor.tsx";
import { standingOf } from "./webhook-words.ts";
import { useWebhooks, type WithSecret } from "./webhooks-api.ts";

const LIST = "/settings/webhooks";

/** One webhook: what it was told, and what it is to be told. Its secret is shown where it was made. */
export function WebhookScreen() {
  const t = useT();
  const { webhookId } = useParams({ strict: false });
  const webhooks = useWebhooks();
  const [made, setMade] = useState<WithSecret>();
  if (webhookId === "new") {
    return (
      <SettingsPage title={t("webhooks.add")} intro={t("webhooks.intro")} back={LIST}>
        <WebhookEditor saved={undefined} onMade={setMade} />
      </SettingsPage>
    );
  }
  const found = webhooks.data?.find(({ id }) => id === webhookId);
  if (found) {
    return <Page key={found.id} webhook={found} made={made} onMade={setMade} />;
  }
  return (
    <SettingsPage title={t("webhooks.title")} back={LIST}>
      <Loaded query={webhooks} label={t("webhooks.loading")}>
        {() => <EmptyState title={t("refusal.gone")} />}
      </Loaded>
    </SettingsPage>
  );
}

interface PageProps {
  readonly webhook: WebhookView;
  readonly made: WithSecret | undefined;
  readonly onMade: (made: WithSecret | undefined) => void;
}

function Page({ webhook, made, onMade }: PageProps) {
  const t = useT();
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const tab = search.tab === "settings" ? "settings" : "log";
  const test = useTest(webhook.id);
  const { text, tone } = standingOf(webhook);
  return (
    <SettingsPage
      title={webhook.name}
      state={<Chip tone={tone}>{text}</Chip>}
      intro={<span className="wrap-anywhere">{webhook.url}</span>}
      back={LIST}
      actions={<WebhookActions webhook={webhook} test={test} onRotated={onMade} />}
    >
      {made?.webhook.id === webhook.id && (
        <SecretOnce
          title={t("webhooks.once", { name: webhook.name })}
          text={t("webhooks.onceText")}
          secret={made.secret}
          copyLabel={t("webhooks.copySecret")}
          doneLabel={t("webhooks.copied")}
          onDone={() => onMade(undefined)}
        />
      )}
      <Standing webhook={webhook} />
      <TestAnswer test={test} />
      <Tabs
        label={webhook.name}
        tabs={[
          { id: "log", label: t("webhooks.log") },
          { id: "settings", label: t("webhooks.settings") },
        ]}
        value={tab}
        onChange={(next) =>
          void navigate({
            to: "/settings/webhooks/$webhookId",
            params: { webhookId: webhook.id },
            search: next === "settings" ? { tab: "settings" } : {},
            replace: true,
          })
        }
      >
        <div hidden={tab !== "log"} className="flex flex-col gap-6 pt-4">
          <DeliveryLog webhook={webhook} />
        </div>
        {/* Stays while the log is looked at: what is not saved yet is not lost. */}
        <div
          hidden={tab !== "settings"}
          className="flex flex-col gap-6 pt-4 *:first:border-t-0 *:first:pt-0"
        >
          <WebhookEditor saved={webhook} onMade={onMade} />
        </div>
      </Tabs>
    </SettingsPage>
  );
}
