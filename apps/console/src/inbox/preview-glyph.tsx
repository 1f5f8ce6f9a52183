import { Image, Mic, Paperclip, Video } from "lucide-react";
import type { ReactNode } from "react";
import { type PreviewKind, previewKind } from "./preview-kind.ts";

/** Beside the words that say the same. */
const GLYPHS: Readonly<Record<PreviewKind, ReactNode>> = {
  audio: <Mic />,
  image: <Image />,
  video: <Video />,
  file: <Paperclip />,
};

/** What the newest message was, where it was no words. */
export function PreviewGlyph({ preview }: { readonly preview: string }) {
  const kind = previewKind(preview);
  return kind === null ? null : GLYPHS[kind];
}
