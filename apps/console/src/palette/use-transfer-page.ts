import { presenceName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { destinations, destinationsOfAll } from "../verbs/availability.ts";
import { queueOptions } from "../verbs/queue-options.ts";
import { useAgents, useQueues } from "../workspace/queries.ts";
import { type Destination, showLayer } from "../workspace/ui-state.ts";
import { useCache } from "../workspace/workspace-context.ts";
import type { PaletteRow, PaletteSection, TransferPage } from "./palette-row.ts";

/**
 * To which queue, then to whom of it if somebody is meant; what is said here stands in the dialog that
 * opens, which asks for the note.
 */
export function useTransferPage(page: TransferPage | undefined): PaletteSection | undefined {
  const t = useT();
  const known = useCache((cache) => cache.conversations);
  const queues = useQueues().data ?? [];
  const { agents } = useAgents();
  switch (page?.kind) {
    case undefined:
      return undefined;
    case "queue": {
      const { conversationId } = page;
      const conversation = known.get(conversationId);
      const open = conversation && destinations("transfer", conversation, queues);
      const rows = queueOptions(open ?? []).map(
        (option): PaletteRow => ({
          ...option,
          does: { opens: { kind: "person", conversationId, to: { queueId: option.id } } },
        }),
      );
      return { id: "transfer", label: t("handOver.queue"), isKept: false, rows };
    }
    case "queue-of-many": {
      const { conversationIds } = page;
      const many = conversationIds.flatMap((id) => known.get(id) ?? []);
      const rows = queueOptions(destinationsOfAll(many, queues)).map(
        (option): PaletteRow => ({
          ...option,
          does: () => showLayer({ kind: "transfer-many", conversationIds, queueId: option.id }),
        }),
      );
      return { id: "transfer", label: t("handOver.queue"), isKept: false, rows };
    }
    case "person": {
      const { conversationId, to } = page;
      const transfer = (whom: Destination) => () =>
        showLayer({ kind: "transfer", conversationId, to: whom });
      const owner = known.get(conversationId)?.assignee?.id;
      const members = agents.filter(
        ({ id, queueIds }) => queueIds.includes(to.queueId) && id !== owner,
      );
      const rows: readonly PaletteRow[] = [
        { id: "anyone", label: t("transfer.anyone"), does: transfer(to) },
        ...members.map(({ id, name, reachable, wanted, load, capacity }) => ({
          id,
          label: name,
          description: t("transfer.personState", {
            presence: presenceName(reachable ? wanted : "offline"),
            load,
            capacity,
          }),
          does: transfer({ ...to, agentId: id }),
        })),
      ];
      return { id: "transfer", label: t("transfer.person"), isKept: false, rows };
    }
  }
}
