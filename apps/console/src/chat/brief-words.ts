import type { MessageView } from "@circuito/protocol";
import { withoutMarks } from "@circuito/protocol/chat-text";
import { previewText } from "../i18n/labels.ts";
import { t } from "../i18n/translate.ts";

/** What a message says, in a line: its words, else what it brings. Names of pictures are made up. */
export function briefWords({ text, media, chat }: MessageView): string {
  if (text !== "") return withoutMarks(text);
  if (chat?.special?.kind === "location") return chat.special.name ?? t("chat.location");
  if (chat?.special?.kind === "contacts") {
    return chat.special.contacts.map(({ name }) => name).join(", ");
  }
  const [file] = media;
  if (chat?.mediaAs === "voice" || file?.isVoice)
    return previewText(t("media.voice"), file?.lengthMs);
  if (file === undefined) return t("chat.quotedNoWords");
  const isShown = /^(audio|image|video)\//.test(file.mimeType);
  return isShown ? previewText(file.mimeType, file.lengthMs) : file.fileName;
}
