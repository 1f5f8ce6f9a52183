import type { ReportScheduleView } from "@circuito/protocol";
import { Button, IconButton, Menu } from "@circuito/ui";
import { useRouter } from "@tanstack/react-router";
import { Ellipsis, Power, Send, Trash2 } from "lucide-react";
import { useState } from "react";
import { useT } from "../i18n/translate.ts";
import { adminErrorText } from "../settings/admin-error.ts";
import { RemoveQuestion } from "../settings/remove-question.tsx";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { type Sent, schedulesApi } from "./schedules-api.ts";

interface ScheduleActionsProps {
  readonly schedule: ReportScheduleView;
  readonly onSent: (sent: Sent | undefined) => void;
}

/** What can be done with one: send it now, switch it off, remove it. */
export function ScheduleActions({ schedule, onSent }: ScheduleActionsProps) {
  const t = useT();
  const router = useRouter();
  const { queries, toasts } = useWorkspace();
  const [isAsking, setAsking] = useState(false);
  const [isSending, setSending] = useState(false);
  const { id, name, isOn } = schedule;

  async function tried(verb: () => Promise<void>): Promise<void> {
    try {
      await verb();
    } catch (error) {
      toasts.add({ text: adminErrorText(error), tone: "danger" });
    }
    await queries.invalidateQueries({ queryKey: ["report-schedules"] });
  }

  async function send(): Promise<void> {
    setSending(true);
    onSent(undefined);
    await tried(async () => onSent(await schedulesApi.send(id)));
    await queries.invalidateQueries({ queryKey: ["report-sendings", id] });
    setSending(false);
  }

  async function remove(): Promise<void> {
    await schedulesApi.remove(id);
    toasts.add({ text: t("reportSchedules.removed", { name }) });
    // The list is asked for again when this page is left: without it, it would say that it is gone.
    await router.navigate({ href: "/reports/schedules", ignoreBlocker: true });
  }

  return (
    <>
      <Button icon={<Send />} isPending={isSending} onPress={() => void send()}>
        {t("reportSchedules.send")}
      </Button>
      <Menu
        label={t("reportSchedules.more")}
        placement="bottom end"
        entries={[
          {
            ...{ kind: "item", id: "switch", icon: <Power /> },
            label: t(isOn ? "reportSchedules.turnOff" : "reportSchedules.turnOn"),
          },
          { kind: "separator", id: "line" },
          {
            ...{ kind: "item", id: "remove", icon: <Trash2 />, isDanger: true },
            label: t("reportSchedules.remove"),
          },
        ]}
        onAction={(chosen) => {
          if (chosen === "remove") setAsking(true);
          else void tried(async () => void (await schedulesApi.update(id, { isOn: !isOn })));
        }}
        trigger={<IconButton label={t("reportSchedules.more")} icon={<Ellipsis />} />}
      />
      <RemoveQuestion
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onRemove={() => void tried(remove)}
        title={t("reportSchedules.removeTitle", { name })}
        text={t("reportSchedules.removeText")}
        action={t("reportSchedules.remove")}
      />
    </>
  );
}
