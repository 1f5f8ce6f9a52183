import type { ConversationView, MessageView } from "@circuito/protocol";
import type { MenuItem } from "@circuito/ui";
import { Copy, Link, Reply, Route } from "lucide-react";
import { messageHref } from "../chat/jump.ts";
import { useT } from "../i18n/translate.ts";
import { keyCaps } from "../shell/shortcuts.ts";
import { quoteMessage, takesQuotes } from "../workspace/quote.ts";
import { showLayer } from "../workspace/ui-state.ts";
import { useCopy } from "../workspace/use-copy.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";

/** What can be done with one message, as lines of a menu. */
export function useMessageActions(message: MessageView, conversation: ConversationView) {
  const t = useT();
  const workspace = useWorkspace();
  const copy = useCopy();
  const actions: readonly (MenuItem & { readonly run: () => void })[] = [
    ...(takesQuotes(conversation, message)
      ? [
          {
            kind: "item" as const,
            id: "quote",
            label: t("action.quote"),
            icon: <Reply />,
            keys: keyCaps("quote"),
            run: () => quoteMessage(workspace, conversation, message),
          },
        ]
      : []),
    ...(message.text === ""
      ? []
      : [
          {
            kind: "item" as const,
            id: "copy",
            label: t("action.copyText"),
            icon: <Copy />,
            run: () => void copy(message.text),
          },
        ]),
    {
      kind: "item",
      id: "link",
      label: t("message.copyLink"),
      icon: <Link />,
      run: () =>
        void copy(
          `${location.origin}${messageHref(conversation.protocol, message.seq)}`,
          t("done.linkCopied"),
        ),
    },
    {
      kind: "item",
      id: "timeline",
      label: t("message.timeline"),
      icon: <Route />,
      run: () => showLayer({ kind: "message-timeline", messageId: message.id }),
    },
  ];
  return {
    entries: actions,
    act: (id: string) => actions.find((action) => action.id === id)?.run(),
  };
}
