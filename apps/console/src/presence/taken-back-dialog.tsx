import type { TakenBackView } from "@circuito/protocol";
import { Button, Dialog } from "@circuito/ui";
import { api } from "../api/client.ts";
import { clockTime } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";
import { errorText } from "../verbs/problem-text.ts";
import { useInboxWays } from "../workspace/navigation.ts";
import { useQueue } from "../workspace/queries.ts";
import { showLayer, useUi } from "../workspace/ui-state.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { useTakenBack } from "./presence-strip.tsx";

/** What went back to its queue while one was gone, why, and where it is now. */
export function TakenBackDialog() {
  const t = useT();
  const { queries, toasts } = useWorkspace();
  const isOpen = useUi((ui) => ui.layer?.kind === "taken-back");
  const items = useTakenBack().data ?? [];
  const close = () => showLayer(null);

  async function read() {
    const upTo = items
      .map(({ at }) => at)
      .sort()
      .at(-1);
    try {
      if (upTo !== undefined) await api.readTakenBack(upTo);
      await queries.invalidateQueries({ queryKey: ["taken-back"] });
      close();
    } catch (error) {
      toasts.add({ text: errorText(error), tone: "danger" });
    }
  }

  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={close}
      title={t("takenBack.title")}
      description={t("takenBack.text")}
      closeLabel={t("action.close")}
      footer={
        <Button variant="primary" onPress={() => void read()}>
          {t("takenBack.read")}
        </Button>
      }
    >
      <ul className="flex flex-col gap-2 pb-1">
        {items.map((item) => (
          <TakenBack key={item.conversationId} item={item} onOpen={close} />
        ))}
      </ul>
    </Dialog>
  );
}

function TakenBack(props: { readonly item: TakenBackView; readonly onOpen: () => void }) {
  const { item, onOpen } = props;
  const t = useT();
  const { open } = useInboxWays();
  const { agentId } = useWorkspace();
  const queue = useQueue(item.queueId);
  const { assignee } = item;
  const place =
    assignee === null
      ? t("takenBack.inQueue", { queue: queue?.name ?? t("handOver.unknownQueue") })
      : assignee.id === agentId
        ? t("takenBack.yours")
        : t("takenBack.with", { name: assignee.name });
  return (
    <li className="rounded-pane border border-line-subtle">
      <button
        type="button"
        onClick={() => {
          open(item.conversationId);
          onOpen();
        }}
        className="ring-focus-inset flex w-full flex-col gap-0.5 rounded-pane px-3 py-2 text-left hover:bg-hover"
      >
        <span className="flex items-baseline gap-2">
          <span className="min-w-0 grow truncate font-medium">
            {item.contactName ?? item.protocol}
          </span>
          <span className="flex-none text-12 text-fg-2">{place}</span>
        </span>
        <span className="text-12 text-fg-3">
          {t("takenBack.when", {
            time: clockTime(item.at),
            since: clockTime(item.absentSince),
          })}
        </span>
      </button>
    </li>
  );
}
