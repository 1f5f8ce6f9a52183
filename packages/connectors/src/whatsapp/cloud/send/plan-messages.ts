import type { OutboundMedia, OutboundMessage } from "@circuito/connector";
import {
  CHOICES_TEXT_MAX,
  choicesBody,
  mistakeInChoices,
  wordsForChoices,
} from "./choices-body.ts";
import { chooseMediaKind, type MediaKind } from "./media-kind.ts";
import { type MessageBody, templateBody, textBody } from "./message-body.ts";

/** Source: developers.facebook.com, WhatsApp Cloud API, text and media messages; UTF-16 units. */
export const TEXT_LENGTH_MAX = 4_096;
const CAPTION_LENGTH_MAX = 1_024;

/** One message as WhatsApp counts them. A file is uploaded before it can be named. */
export type PlannedMessage =
  | { readonly kind: "words"; readonly body: MessageBody }
  | {
      readonly kind: "file";
      readonly as: MediaKind;
      readonly mimeType: string;
      readonly file: OutboundMedia;
      readonly caption?: string;
    };
type PlannedFile = Extract<PlannedMessage, { kind: "file" }>;

export type MessagePlan =
  | { readonly kind: "messages"; readonly messages: readonly PlannedMessage[] }
  | { readonly kind: "unsupported"; readonly because: string };

/**
 * What a message of ours becomes on WhatsApp, in order. One file is one message there, so several files
 * are several; the words stand under the first file that can carry them, else before them all. Choices
 * come last: the customer answers what is at the bottom.
 */
export function planMessages(
  message: Pick<OutboundMessage, "text" | "media" | "chat">,
): MessagePlan {
  const { text, media, chat } = message;
  if (chat?.template) {
    if (media.length > 0 || chat.choices) {
      return unsupported("a template carries neither files nor choices beside it");
    }
    return planned([{ kind: "words", body: templateBody(chat.template) }]);
  }
  if (text.length > TEXT_LENGTH_MAX) return unsupported(`text over ${TEXT_LENGTH_MAX} characters`);
  // Of nothing but white space Meta says that it is missing.
  const isEmpty = text.trim() === "";
  const files: PlannedFile[] = [];
  for (const file of media) {
    const choice = chooseMediaKind(file.mimeType, file.sizeBytes);
    if (choice.kind === "unsupported") return choice;
    files.push({ kind: "file", as: choice.kind, mimeType: choice.mimeType, file });
  }
  if (chat?.choices && chat.choices.length > 0) {
    const mistake = mistakeInChoices(chat.choices);
    if (mistake !== undefined) return unsupported(mistake);
    const fits = !isEmpty && text.length <= CHOICES_TEXT_MAX;
    const before: PlannedMessage[] = fits || isEmpty ? [] : [words(text)];
    const own = wordsForChoices(chat.language);
    const body = choicesBody(fits ? text : own.prompt, chat.choices, own);
    return planned([...files, ...before, { kind: "words", body }]);
  }
  if (isEmpty) {
    return files.length > 0 ? planned(files) : unsupported("an empty message cannot be sent");
  }
  const carrier = files.findIndex(({ as }) => as !== "audio");
  if (carrier < 0 || text.length > CAPTION_LENGTH_MAX) return planned([words(text), ...files]);
  return planned(files.map((file, at) => (at === carrier ? { ...file, caption: text } : file)));
}

function words(text: string): PlannedMessage {
  return { kind: "words", body: textBody(text) };
}

function planned(messages: readonly PlannedMessage[]): MessagePlan {
  return { kind: "messages", messages };
}

function unsupported(because: string): MessagePlan {
  return { kind: "unsupported", because };
}
