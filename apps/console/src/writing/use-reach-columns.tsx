import { Chip, type TableColumn } from "@circuito/ui";
import { channelName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { useQueues } from "../workspace/queries.ts";
import type { Reach } from "./reach-fields.tsx";
import { scopeName } from "./suggestions.tsx";

/** Columns of a table: who uses a quick reply or a macro, and on which channels. */
export function useReachColumns(): readonly TableColumn<Reach>[] {
  const t = useT();
  const queues = useQueues().data ?? [];
  return [
    {
      id: "scope",
      label: t("quickReply.scope"),
      cell: (reach) => (
        <Chip tone={reach.scope === "mine" ? "accent" : "neutral"}>
          {scopeName(reach, queues, t)}
        </Chip>
      ),
    },
    {
      id: "channels",
      label: t("quickReply.channels"),
      isSecondary: true,
      cell: ({ channels }) => (
        <span className="text-fg-2">
          {channels.length === 0
            ? t("writing.scopeEverybody")
            : channels.map(channelName).join(", ")}
        </span>
      ),
    },
  ];
}
