import type { ConversationView, MessageView } from "@circuito/protocol";
import { smsPartsOf } from "@circuito/protocol/writing-text";
import { Button, Callout } from "@circuito/ui";
import { MessageSquareWarning, MonitorSmartphone, Unplug } from "lucide-react";
import { useStore } from "zustand";
import { useT } from "../i18n/translate.ts";
import { type Draft, draftKey, type Room } from "../workspace/drafts.ts";
import { focusPane } from "../workspace/panes.ts";
import { useInboxes } from "../workspace/queries.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";

interface DraftElsewhereProps {
  readonly conversationId: string;
  readonly room: Room;
  readonly other: Draft;
}

/** Two devices, two texts: both are kept until the person says which goes on. */
export function DraftElsewhere({ conversationId, room, other }: DraftElsewhereProps) {
  const t = useT();
  const { keeper, drafts, toasts } = useWorkspace();
  const key = draftKey(conversationId, room);
  const mine = useStore(drafts.store, (all) => all[key]);
  const undo = (draft: Draft | undefined) => ({
    label: t("action.undo"),
    onAction: () => {
      if (draft !== undefined) drafts.write(conversationId, room, draft);
    },
  });
  return (
    <div className="px-2 pb-1">
      <Callout
        tone="info"
        icon={<MonitorSmartphone />}
        title={t("draftElsewhere.title")}
        action={
          <span className="flex flex-wrap gap-1.5">
            <Button
              size="small"
              onPress={() => {
                keeper.takeOther(key);
                toasts.add({ text: t("draftElsewhere.took"), action: undo(mine) });
              }}
            >
              {t("draftElsewhere.take")}
            </Button>
            <Button
              size="small"
              variant="ghost"
              onPress={() => {
                keeper.keepMine(key);
                toasts.add({ text: t("draftElsewhere.kept"), action: undo(other) });
              }}
            >
              {t("draftElsewhere.keep")}
            </Button>
          </span>
        }
      >
        <span className="line-clamp-2 break-words whitespace-pre-wrap">{other.text}</span>
      </Callout>
    </div>
  );
}

interface WroteMeanwhileProps {
  readonly message: MessageView;
  readonly name: string;
  readonly onSeen: () => void;
}

/** The customer wrote while this was being written: to be read, and no more than that. */
export function WroteMeanwhile({ message, name, onSeen }: WroteMeanwhileProps) {
  const t = useT();
  const text = message.text || (message.media[0]?.fileName ?? "");
  return (
    <div className="px-2 pb-1">
      <Callout
        tone="warn"
        icon={<MessageSquareWarning />}
        action={
          <Button
            size="small"
            variant="ghost"
            onPress={() => {
              onSeen();
              focusPane("thread");
            }}
          >
            {t("meanwhile.see")}
          </Button>
        }
      >
        <span className="line-clamp-1">{t("meanwhile.text", { name, text })}</span>
      </Callout>
    </div>
  );
}

/** What an SMS will cost, before it is sent. */
export function SmsCounter({ text }: { readonly text: string }) {
  const t = useT();
  const { parts, used, room, alphabet } = smsPartsOf(text.trim());
  if (parts === 0) return null;
  const counted = t("sms.parts", { parts, used, room });
  return <>{alphabet === "gsm" ? counted : `${counted}, ${t("sms.accents")}`}</>;
}

/** The customer's channel does not receive; what still works is said with it. */
export function ChannelDown({ conversation }: { readonly conversation: ConversationView }) {
  const t = useT();
  const inbox = useInboxes().data?.find(({ id }) => id === conversation.inboxId);
  if (inbox === undefined) return null;
  return (
    <div className="px-2 pb-1">
      <Callout tone="warn" icon={<Unplug />} title={t("channelDown.title", { name: inbox.name })}>
        {t(inbox.session === undefined ? "channelDown.mail" : "channelDown.session")}
      </Callout>
    </div>
  );
}
