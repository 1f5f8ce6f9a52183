import type { AlertView } from "@circuito/protocol";
import { Button, Chip, EmptyState, IconButton, Menu } from "@circuito/ui";
import { useParams, useRouter } from "@tanstack/react-router";
import { Ellipsis, Power, Send, Trash2 } from "lucide-react";
import { useState } from "react";
import { useT } from "../i18n/translate.ts";
import { adminErrorText } from "../settings/admin-error.ts";
import { Loaded } from "../settings/loaded.tsx";
import { RemoveQuestion } from "../settings/remove-question.tsx";
import { Section } from "../settings/section.tsx";
import { SettingsPage } from "../settings/settings-page.tsx";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { AlertEditor } from "./alert-editor.tsx";
import { readingText, reasonText, standingOf } from "./alert-words.ts";
import { type AlertTest, alertsApi, useAlerts } from "./alerts-api.ts";
import { BulletinLog } from "./bulletin-log.tsx";
import { NoMail } from "./no-mail.tsx";
import { TakenCallout } from "./taken-callout.tsx";

const LIST = "/settings/alerts";

/** One alert: how it stands, what it watches, and what it told. */
export function AlertScreen() {
  const t = useT();
  const { alertId } = useParams({ strict: false });
  const alerts = useAlerts();
  if (alertId === "new") {
    return (
      <SettingsPage title={t("alerts.add")} intro={t("alerts.intro")} back={LIST}>
        <AlertEditor saved={undefined} />
      </SettingsPage>
    );
  }
  const found = alerts.data?.find(({ id }) => id === alertId);
  if (found) return <Page key={found.id} alert={found} />;
  return (
    <SettingsPage title={t("alerts.title")} back={LIST}>
      <Loaded query={alerts} label={t("alerts.loading")}>
        {() => <EmptyState title={t("refusal.gone")} />}
      </Loaded>
    </SettingsPage>
  );
}

function Page({ alert }: { readonly alert: AlertView }) {
  const t = useT();
  const { text, tone } = standingOf(alert);
  const [test, setTest] = useState<AlertTest>();
  const reason = reasonText(alert);
  const goesByMail = alert.targets.some(({ kind }) => kind === "mail");
  return (
    <SettingsPage
      title={alert.name}
      state={<Chip tone={tone}>{text}</Chip>}
      intro={[readingText(alert), reason].filter(Boolean).join(" ")}
      back={LIST}
      actions={<Actions alert={alert} onTested={setTest} />}
    >
      {goesByMail && <NoMail />}
      <div role="status" className="flex flex-col gap-2 empty:hidden">
        {test?.items.map((one) => (
          <TakenCallout key={one.targetId} taken={one} />
        ))}
      </div>
      <AlertEditor saved={alert} />
      <Section title={t("alerts.log")} text={t("alerts.logText")} isWide>
        <BulletinLog alertId={alert.id} />
      </Section>
    </SettingsPage>
  );
}

interface ActionsProps {
  readonly alert: AlertView;
  readonly onTested: (test: AlertTest | undefined) => void;
}

/** What can be done with one: try it out, switch it off, remove it. */
function Actions({ alert, onTested }: ActionsProps) {
  const t = useT();
  const router = useRouter();
  const { queries, toasts } = useWorkspace();
  const [isAsking, setAsking] = useState(false);
  const [isTesting, setTesting] = useState(false);

  async function tried(verb: () => Promise<void>): Promise<void> {
    try {
      await verb();
    } catch (error) {
      toasts.add({ text: adminErrorText(error), tone: "danger" });
    }
    await queries.invalidateQueries({ queryKey: ["alerts"] });
  }

  async function test(): Promise<void> {
    setTesting(true);
    onTested(undefined);
    await tried(async () => onTested(await alertsApi.test(alert.id)));
    setTesting(false);
  }

  async function remove(): Promise<void> {
    await alertsApi.remove(alert.id);
    toasts.add({ text: t("alerts.removed", { name: alert.name }) });
    // The list is asked for again when this page is left: without it, its log would be asked for once more.
    await router.navigate({ href: LIST, ignoreBlocker: true });
  }

  return (
    <>
      <Button icon={<Send />} isPending={isTesting} onPress={() => void test()}>
        {t("alerts.test")}
      </Button>
      <Menu
        label={t("alerts.more")}
        placement="bottom end"
        entries={[
          {
            ...{ kind: "item", id: "switch", icon: <Power /> },
            label: t(alert.isOn ? "alerts.turnOff" : "alerts.turnOn"),
          },
          { kind: "separator", id: "line" },
          {
            ...{ kind: "item", id: "remove", icon: <Trash2 />, isDanger: true },
            label: t("alerts.remove"),
          },
        ]}
        onAction={(id) => {
          if (id === "remove") setAsking(true);
          else
            void tried(async () => void (await alertsApi.update(alert.id, { isOn: !alert.isOn })));
        }}
        trigger={<IconButton label={t("alerts.more")} icon={<Ellipsis />} />}
      />
      <RemoveQuestion
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onRemove={() => void tried(remove)}
        title={t("alerts.removeTitle", { name: alert.name })}
        text={t("alerts.removeText")}
        action={t("alerts.remove")}
      />
    </>
  );
}
