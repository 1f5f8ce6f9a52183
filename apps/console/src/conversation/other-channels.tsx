import type { MessageView } from "@circuito/protocol";
import { Button, ChannelGlyph } from "@circuito/ui";
import { MessageSquarePlus } from "lucide-react";
import { api } from "../api/client.ts";
import { useElsewhere } from "../contact/use-contact.ts";
import { channelGlyph, channelName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { errorText } from "../verbs/problem-text.ts";
import { useInboxWays } from "../workspace/navigation.ts";
import { showLayer } from "../workspace/ui-state.ts";
import { useConversation, useWorkspace } from "../workspace/workspace-context.ts";
import { putInReply } from "../writing/put-in-reply.ts";

/**
 * What did not leave here may be said where the same person writes, too: its words go into the reply
 * there, or into a conversation that is begun there, to be read once more and sent by hand.
 */
export function OtherChannels({ message }: { readonly message: MessageView }) {
  const t = useT();
  const workspace = useWorkspace();
  const { open } = useInboxWays();
  const conversation = useConversation(message.conversationId);
  const others = useElsewhere(message.conversationId).data ?? [];

  async function sayThere(conversationId: string) {
    try {
      // Nothing that a colleague said there before is news to whoever begins to write now.
      const there = await api.getConversation(conversationId);
      putInReply(workspace, there, message.text);
      open(conversationId);
    } catch (error) {
      workspace.toasts.add({ text: errorText(error), tone: "danger" });
    }
  }

  const there = others.map(({ channel, protocol, conversationId }) =>
    conversationId === null ? null : (
      <Button
        key={protocol}
        size="small"
        icon={<ChannelGlyph channel={channelGlyph(channel)} />}
        onPress={() => void sayThere(conversationId)}
      >
        {t("failures.answerBy", { channel: channelName(channel) })}
      </Button>
    ),
  );
  return (
    <>
      {there}
      {conversation !== undefined && (
        <Button
          size="small"
          icon={<MessageSquarePlus />}
          onPress={() =>
            showLayer({
              kind: "begin",
              contactId: conversation.contact.id,
              text: message.text,
            })
          }
        >
          {t("verb.begin")}
        </Button>
      )}
    </>
  );
}
