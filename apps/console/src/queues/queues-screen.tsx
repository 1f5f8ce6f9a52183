import type { QueueView } from "@circuito/protocol";
import { Button, Chip, Disclosure, EmptyState, Table, type TableColumn } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { Plus, Waypoints } from "lucide-react";
import { useState } from "react";
import { levelName, queueRole } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { adminErrorText } from "../settings/admin-error.ts";
import { Loaded } from "../settings/loaded.tsx";
import { SettingsPage } from "../settings/settings-page.tsx";
import { useAgents, useQueues } from "../workspace/queries.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { NewQueueDialog } from "./new-queue-dialog.tsx";
import { queuesApi } from "./queues-api.ts";

/** Filas: what each is for, who serves it and who waits. */
export function QueuesScreen() {
  const t = useT();
  const router = useRouter();
  const queues = useQueues();
  const { agents } = useAgents();
  const [isAdding, setAdding] = useState(false);
  const open = (id: string) => void router.navigate({ href: `/settings/queues/${id}` });
  const add = (
    <Button variant="primary" icon={<Plus />} onPress={() => setAdding(true)}>
      {t("queues.add")}
    </Button>
  );
  const membersOf = (id: string) => agents.filter(({ queueIds }) => queueIds.includes(id)).length;
  const columns: readonly TableColumn<QueueView>[] = [
    { id: "name", label: t("queues.name"), isRowHeader: true, cell: ({ name }) => name },
    {
      id: "kind",
      label: t("queues.kind"),
      cell: (queue) => (
        <span className="flex flex-wrap items-center gap-1.5">
          <span className="first-letter:uppercase">{queueRole(queue)}</span>
          {queue.role !== "supervisor" && <Chip variant="outline">{levelName(queue.level)}</Chip>}
        </span>
      ),
    },
    {
      id: "area",
      label: t("queues.area"),
      isSecondary: true,
      cell: ({ area }) => <span className="text-fg-2">{area}</span>,
    },
    {
      id: "people",
      label: t("queues.people"),
      align: "end",
      isSecondary: true,
      cell: ({ id }) => {
        const count = membersOf(id);
        return count === 0 ? <Chip tone="warn">{t("queues.nobody")}</Chip> : count;
      },
    },
    {
      id: "available",
      label: t("queues.available"),
      align: "end",
      isSecondary: true,
      cell: ({ agentsAvailable }) => agentsAvailable,
    },
    { id: "waiting", label: t("queues.waiting"), align: "end", cell: ({ waiting }) => waiting },
  ];
  return (
    <SettingsPage title={t("queues.title")} intro={t("queues.intro")} actions={add}>
      <Loaded query={queues} label={t("queues.loading")}>
        {(items) => (
          <Table
            label={t("queues.title")}
            columns={columns}
            rows={items}
            nameOf={({ name }) => name}
            onOpen={open}
            emptyState={
              <EmptyState icon={<Waypoints />} title={t("queues.none")} action={add}>
                {t("queues.noneText")}
              </EmptyState>
            }
          />
        )}
      </Loaded>
      <Archived />
      <NewQueueDialog isOpen={isAdding} onClose={() => setAdding(false)} onAdded={open} />
    </SettingsPage>
  );
}

function Archived() {
  const t = useT();
  const { queries, toasts } = useWorkspace();
  const archived = useQuery({
    queryKey: ["archived-queues"],
    queryFn: async () => (await queuesApi.listArchived()).items,
  });
  if (!archived.data || archived.data.length === 0) return null;

  async function restore(id: string, name: string): Promise<void> {
    try {
      await queuesApi.restore(id);
      toasts.add({ text: t("queues.restored", { name }), tone: "ok" });
    } catch (error) {
      toasts.add({ text: adminErrorText(error), tone: "danger" });
    }
    await queries.invalidateQueries({ queryKey: ["archived-queues"] });
    await queries.invalidateQueries({ queryKey: ["queues"] });
  }

  return (
    <Disclosure title={t("queues.archived")} count={archived.data.length} defaultExpanded={false}>
      <ul className="flex flex-col">
        {archived.data.map(({ id, name }) => (
          <li
            key={id}
            className="flex items-center justify-between gap-3 border-line-subtle border-b py-2 text-13 last:border-b-0"
          >
            <span className="min-w-0 wrap-anywhere">{name}</span>
            <Button size="small" onPress={() => void restore(id, name)}>
              {t("queues.restore")}
            </Button>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
