import type { InboxView } from "@circuito/protocol";
import { Button, Callout, EmptyState, Select } from "@circuito/ui";
import { MessageSquareDashed } from "lucide-react";
import { useState } from "react";
import { api } from "../api/client.ts";
import { newWebhookSecret } from "../channels/sms/sms-settings.ts";
import { useT } from "../i18n/translate.ts";
import { adminErrorText } from "../settings/admin-error.ts";
import { Loaded } from "../settings/loaded.tsx";
import { Section } from "../settings/section.tsx";
import { useInboxes } from "../workspace/queries.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { DevelopersPage } from "./developers-page.tsx";
import { SandboxForm } from "./sandbox-form.tsx";
import { type Said, SandboxResult } from "./sandbox-result.tsx";

/** Caixa de areia: an admin writes as a made-up customer on a test channel, and sees what becomes of it. */
export function SandboxScreen() {
  const t = useT();
  const inboxes = useInboxes();
  return (
    <DevelopersPage title={t("developers.sandbox")} intro={t("developers.sandboxIntro")}>
      <Loaded query={inboxes} label={t("developers.loading")}>
        {(all) => {
          const ours = all.filter(({ channel, enabled }) => channel === "loopback" && enabled);
          return ours.length === 0 ? <Make /> : <Sandbox inboxes={ours} />;
        }}
      </Loaded>
    </DevelopersPage>
  );
}

/** One press: a test channel with a secret of its own. */
function Make() {
  const t = useT();
  const { queries, toasts } = useWorkspace();
  const [isMaking, setMaking] = useState(false);

  async function make(): Promise<void> {
    setMaking(true);
    try {
      const secret = newWebhookSecret((bytes) => crypto.getRandomValues(bytes));
      await api.createInbox({
        name: t("developers.sandboxName"),
        channel: "loopback",
        settings: { secret },
      });
      await queries.invalidateQueries({ queryKey: ["inboxes"] });
    } catch (error) {
      toasts.add({ text: adminErrorText(error), tone: "danger" });
    } finally {
      setMaking(false);
    }
  }

  return (
    <EmptyState
      icon={<MessageSquareDashed />}
      title={t("developers.noSandbox")}
      action={
        <Button variant="primary" isPending={isMaking} onPress={() => void make()}>
          {t("developers.makeSandbox")}
        </Button>
      }
    >
      {t("developers.noSandboxText")}
    </EmptyState>
  );
}

function Sandbox({ inboxes }: { readonly inboxes: readonly InboxView[] }) {
  const t = useT();
  const [chosen, setChosen] = useState<string>();
  const [said, setSaid] = useState<readonly Said[]>([]);
  const inbox = inboxes.find(({ id }) => id === chosen) ?? inboxes[0];
  if (inbox === undefined) return null;
  return (
    <>
      <Callout tone="warn" icon={<MessageSquareDashed />} title={t("developers.notReal")}>
        {t("developers.notRealText", { inbox: inbox.name })}
      </Callout>
      {inboxes.length > 1 && (
        <Select<string>
          label={t("developers.testChannel")}
          placeholder=""
          className="max-w-md"
          value={inbox.id}
          onChange={setChosen}
          options={inboxes.map(({ id, name }) => ({ id, label: name }))}
        />
      )}
      <SandboxForm
        key={inbox.id}
        inboxId={inbox.id}
        onSaid={(one) => setSaid((before) => [one, ...before])}
      />
      <Section title={t("developers.results")} isWide>
        {said.length === 0 ? (
          <p className="text-13 text-fg-2">{t("developers.noResults")}</p>
        ) : (
          <ul
            aria-label={t("developers.results")}
            className="divide-y divide-line-subtle rounded-pane border border-line"
          >
            {said.map((one) => (
              <SandboxResult key={one.at} said={one} />
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}
