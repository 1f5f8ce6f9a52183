import { isDeepStrictEqual } from "node:util";
import {
  type ChosenTemplate,
  type DeskConversation,
  isChatLike,
  type MessageId,
  type MessageTemplate,
  mistakeInTemplate,
  type OfferedChoice,
  type OutboundChat,
  renderTemplate,
} from "@circuito/domain";
import { findExternalId, findOutboundChat, type Queryable } from "@circuito/store";
import { invalid, type Refusal } from "./refusal.ts";

/** What the writer of a chat reply chose beside its words. */
export interface AskedChat {
  /** Id of the message that is answered. */
  readonly answers?: string | undefined;
  readonly template?:
    | {
        readonly chosen: ChosenTemplate;
        /** As its provider has it now; `undefined`: there is no such one. */
        readonly definition: MessageTemplate | undefined;
      }
    | undefined;
  readonly choices?: readonly OfferedChoice[] | undefined;
}

export interface ComposedChat {
  readonly kind: "chat";
  /** What the customer reads: the template with its words put in, or the writer's own. */
  readonly text: string;
  readonly chat: OutboundChat | undefined;
}

/** The chat message of a reply: its words, and what goes with them. */
export async function composeReplyChat(
  q: Queryable,
  conversation: DeskConversation,
  input: {
    readonly kind: "reply" | "note";
    readonly text: string;
    readonly chat?: AskedChat | undefined;
    readonly mediaIds?: readonly string[] | undefined;
  },
): Promise<ComposedChat | Refusal> {
  const { chat, text } = input;
  if (chat === undefined) return plain(conversation, input);
  if (input.kind === "note" || !isChatLike(conversation.channel)) return invalid("not-a-chat");

  const { template } = chat;
  if (template) {
    const mistake = mistakeInTemplate(template.definition, template.chosen);
    if (mistake) return invalid(mistake);
    // A template is sent as it was approved: nothing beside it.
    if (text !== "" || chat.choices || (input.mediaIds ?? []).length > 0) {
      return invalid("template-and-more");
    }
  }
  const answers =
    chat.answers === undefined ? undefined : await findExternalId(q, conversation.id, chat.answers);
  if (chat.answers !== undefined && answers === undefined) return invalid("no-such-message");
  if (!template?.definition && text === "" && !isFileAlone(conversation, input)) {
    return invalid("no-words");
  }
  return {
    kind: "chat",
    text: template?.definition ? renderTemplate(template.definition, template.chosen) : text,
    chat: {
      ...(answers !== undefined && { answers }),
      ...(template && { template: template.chosen }),
      ...(chat.choices && { choices: chat.choices }),
    },
  };
}

interface Said {
  readonly kind: "reply" | "note";
  readonly text: string;
  readonly mediaIds?: readonly string[] | undefined;
}

/** Words are needed where there is nothing that stands for them. */
function plain(conversation: DeskConversation, input: Said): ComposedChat | Refusal {
  const { text } = input;
  if (text === "" && !isFileAlone(conversation, input)) return invalid("no-words");
  return { kind: "chat", text, chat: undefined };
}

/** In a chat a picture may say it all; a mail and a note need words. */
function isFileAlone({ channel }: DeskConversation, { kind, mediaIds }: Said): boolean {
  return kind === "reply" && isChatLike(channel) && (mediaIds ?? []).length > 0;
}

/** Whether a message that is said again is another one than at first. */
export async function isOtherChat(
  q: Queryable,
  messageId: MessageId,
  asked: AskedChat | undefined,
): Promise<boolean> {
  const first = await findOutboundChat(q, messageId);
  return (
    !isDeepStrictEqual(asked?.template?.chosen, first?.template) ||
    !isDeepStrictEqual(asked?.choices, first?.choices) ||
    (asked?.answers === undefined) !== (first?.answers === undefined)
  );
}
