import type { ChatView, MessageView } from "@circuito/protocol";
import { FileText } from "lucide-react";
import { Suspense } from "react";
import { useT } from "../i18n/translate.ts";
import { VoicePlayer } from "../voice/voice-parts.ts";

interface AttachmentProps {
  readonly media: MessageView["media"][number];
  readonly message: MessageView;
  readonly as?: ChatView["mediaAs"];
}

/** A file of a chat message: looked at or listened to in place, or fetched. */
export function Attachment({ media, message, as = null }: AttachmentProps) {
  const t = useT();
  const { url, mimeType, fileName, state } = media;
  if (state !== "stored" || url === null) {
    return (
      <span className="mt-1 flex items-center gap-1.5 text-13 text-fg-2">
        <FileText aria-hidden="true" />
        {fileName} · {t(`media.${state}`)}
      </span>
    );
  }
  if (mimeType.startsWith("image/")) {
    const size = as === "sticker" ? "max-h-32" : "max-h-64";
    return (
      <a href={url} target="_blank" rel="noreferrer" className="ring-focus mt-1 block">
        <img src={url} alt={fileName} className={`${size} rounded-control`} />
      </a>
    );
  }
  if (mimeType.startsWith("audio/")) {
    const isVoice = as === "voice" || media.isVoice === true;
    const label = isVoice ? t("media.voice") : fileName;
    const track = {
      url,
      conversationId: message.conversationId,
      seq: message.seq,
      lengthSeconds: media.lengthMs === undefined ? null : media.lengthMs / 1_000,
      title: message.author.name === null ? label : `${label} · ${message.author.name}`,
    };
    return (
      <Suspense fallback={<span className="mt-1 block h-12 w-80 max-w-full" />}>
        <VoicePlayer track={track} label={label} isVoice={isVoice} />
      </Suspense>
    );
  }
  if (mimeType.startsWith("video/")) {
    return (
      // biome-ignore lint/a11y/useMediaCaption: nobody wrote down what a customer says
      <video
        controls
        preload="none"
        loop={as === "gif"}
        src={url}
        aria-label={fileName}
        className="mt-1 max-h-64 w-full rounded-control bg-muted"
      />
    );
  }
  return (
    <a
      href={url}
      download={fileName}
      className="ring-focus mt-1 flex items-center gap-1.5 text-13 font-medium text-accent-text"
    >
      <FileText aria-hidden="true" />
      {fileName}
    </a>
  );
}
