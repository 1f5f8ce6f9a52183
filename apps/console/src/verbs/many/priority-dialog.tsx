import type { ConversationView } from "@circuito/protocol";
import { PRIORITY_NAMES, priorityNameOf } from "@circuito/protocol/list-text";
import { Button, Dialog } from "@circuito/ui";
import { Check } from "lucide-react";
import { priorityName } from "../../i18n/labels.ts";
import { useT } from "../../i18n/translate.ts";
import { showLayer } from "../../workspace/ui-state.ts";
import { useManyVerbs } from "./use-many-verbs.ts";

/** How pressing it is: one of four words, the most pressing first. */
export function PriorityDialog({
  conversations,
}: {
  readonly conversations: readonly ConversationView[];
}) {
  const t = useT();
  const verbs = useManyVerbs();
  const names = new Set(conversations.map(({ priority }) => priorityNameOf(priority)));
  const [common] = names.size === 1 ? names : [];
  return (
    <Dialog
      isOpen
      onOpenChange={() => showLayer(null)}
      size="small"
      title={t("priority.title", { count: conversations.length })}
      description={t("priority.text")}
      closeLabel={t("action.close")}
    >
      <ul className="flex flex-col gap-1 pb-4">
        {[...PRIORITY_NAMES].reverse().map((name) => (
          <li key={name} className="flex">
            <Button
              variant="ghost"
              className="grow text-fg [&>span:first-of-type]:grow [&>span:first-of-type]:text-left"
              autoFocus={name === (common ?? "normal")}
              aria-pressed={name === common}
              iconEnd={name === common ? <Check /> : undefined}
              onPress={() => {
                showLayer(null);
                void verbs.prioritize(conversations, name);
              }}
            >
              {priorityName(name)}
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
