import type { WebhookView } from "@circuito/protocol";
import { Button, Dialog, IconButton, Menu } from "@circuito/ui";
import { useRouter } from "@tanstack/react-router";
import { Ellipsis, KeyRound, Power, Send, Trash2 } from "lucide-react";
import { useState } from "react";
import { useT } from "../i18n/translate.ts";
import { adminErrorText } from "../settings/admin-error.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import type { Test } from "./test-answer.tsx";
import { useSwitch } from "./use-switch.ts";
import { type WithSecret, webhooksApi } from "./webhooks-api.ts";

interface WebhookActionsProps {
  readonly webhook: WebhookView;
  readonly test: Test;
  readonly onRotated: (made: WithSecret) => void;
}

/** What can be done with one: try it out, change its secret, switch it off, remove it. */
export function WebhookActions({ webhook, test, onRotated }: WebhookActionsProps) {
  const t = useT();
  const router = useRouter();
  const { queries, toasts } = useWorkspace();
  const [asking, setAsking] = useState<"rotate" | "remove">();
  const switchTo = useSwitch(webhook);
  const isOn = webhook.off === null;

  async function tried(verb: () => Promise<void>): Promise<void> {
    setAsking(undefined);
    try {
      await verb();
    } catch (error) {
      toasts.add({ text: adminErrorText(error), tone: "danger" });
    }
    await queries.invalidateQueries({ queryKey: ["webhooks"] });
  }

  const rotate = () => tried(async () => onRotated(await webhooksApi.rotate(webhook.id)));
  const remove = () =>
    tried(async () => {
      await webhooksApi.remove(webhook.id);
      toasts.add({ text: t("webhooks.removed", { name: webhook.name }) });
      void router.navigate({ href: "/settings/webhooks", ignoreBlocker: true });
    });

  return (
    <>
      <Button icon={<Send />} isPending={test.isPending} onPress={test.send}>
        {t("webhooks.test")}
      </Button>
      <Menu
        label={t("webhooks.more")}
        placement="bottom end"
        entries={[
          {
            kind: "item",
            id: "switch",
            label: t(isOn ? "webhooks.turnOff" : "webhooks.turnOn"),
            icon: <Power />,
          },
          { kind: "item", id: "rotate", label: t("webhooks.rotate"), icon: <KeyRound /> },
          { kind: "separator", id: "line" },
          {
            kind: "item",
            id: "remove",
            label: t("webhooks.remove"),
            icon: <Trash2 />,
            isDanger: true,
          },
        ]}
        onAction={(id) => {
          if (id === "switch") void switchTo(!isOn);
          if (id === "rotate" || id === "remove") setAsking(id);
        }}
        trigger={<IconButton label={t("webhooks.more")} icon={<Ellipsis />} />}
      />
      <Dialog
        role="alertdialog"
        size="small"
        isOpen={asking !== undefined}
        onOpenChange={(isOpen) => !isOpen && setAsking(undefined)}
        title={t(asking === "remove" ? "webhooks.removeTitle" : "webhooks.rotateTitle", {
          name: webhook.name,
        })}
        description={t(asking === "remove" ? "webhooks.removeText" : "webhooks.rotateText")}
        closeLabel={t("action.close")}
        footer={
          <>
            <Button onPress={() => setAsking(undefined)}>{t("action.cancel")}</Button>
            {asking === "remove" ? (
              <Button variant="danger" onPress={() => void remove()}>
                {t("webhooks.remove")}
              </Button>
            ) : (
              <Button variant="primary" onPress={() => void rotate()}>
                {t("webhooks.rotate")}
              </Button>
            )}
          </>
        }
      />
    </>
  );
}
