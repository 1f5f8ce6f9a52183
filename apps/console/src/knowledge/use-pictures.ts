import { useEffect, useRef, useState } from "react";
import { type MessageId, useT } from "../i18n/translate.ts";
import { type SentPicture, sendPicture } from "./send-picture.ts";

interface Pictures {
  /** One after the other, in the order in which they were chosen. */
  readonly take: (files: readonly File[]) => Promise<void>;
  /** Name of the one that is on its way. */
  readonly sending: string | null;
  /** What became of those that were not taken. */
  readonly faults: readonly string[];
}

/** @param onSent told of each as the article's Markdown names it */
export function usePictures(onSent: (path: string) => void): Pictures {
  const t = useT();
  const [sending, setSending] = useState<string | null>(null);
  const [faults, setFaults] = useState<readonly string[]>([]);
  const leaving = useRef<AbortController | null>(null);
  const told = useRef(onSent);
  // The article may have been written on while a picture was on its way.
  told.current = onSent;
  useEffect(() => () => leaving.current?.abort(), []);

  async function take(files: readonly File[]): Promise<void> {
    setFaults([]);
    leaving.current ??= new AbortController();
    const { signal } = leaving.current;
    for (const file of files) {
      setSending(file.name);
      const sent = await sendPicture(file, signal);
      if (signal.aborted) return;
      if (sent.kind === "sent") told.current(sent.path);
      else setFaults((before) => [...before, t(faultOf(sent), { name: file.name })]);
    }
    setSending(null);
  }
  return { take, sending, faults };
}

function faultOf(sent: Exclude<SentPicture, { kind: "sent" }>): MessageId {
  return sent.kind === "refused"
    ? `knowledge.pictureFault.${sent.because}`
    : "knowledge.pictureNotSent";
}
