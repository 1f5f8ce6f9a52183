import type { ConversationView } from "@circuito/protocol";
import { Kbd, TextField } from "@circuito/ui";
import { useEffect, useRef, useState } from "react";
import { useT } from "../i18n/translate.ts";
import { errorText } from "../verbs/problem-text.ts";
import { useVerbs } from "../verbs/use-verbs.ts";
import { writeTitle } from "../workspace/ui-state.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { TITLE_ID } from "./title-id.ts";

/** The protocol's limit. */
const TITLE_LENGTH_MAX = 200;

/**
 * What it is about, in a few words of one's own, written where it stands: Enter saves and so does going
 * on elsewhere, Esc leaves it as it was. With no words it has no title. What could not be saved stays.
 */
export function TitleEditor({ conversation }: { readonly conversation: ConversationView }) {
  const t = useT();
  const verbs = useVerbs();
  const { toasts } = useWorkspace();
  const [words, setWords] = useState(conversation.title ?? "");
  const [isSaving, setSaving] = useState(false);
  const isOver = useRef(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.select(), []);

  /** @param isByKey focus goes back to the title; whoever went on elsewhere is let go */
  function end(isByKey: boolean): void {
    isOver.current = true;
    writeTitle(null);
    if (isByKey) requestAnimationFrame(() => document.getElementById(TITLE_ID)?.focus());
  }

  async function save(isByKey: boolean): Promise<void> {
    if (isOver.current || isSaving) return;
    const next = words.trim() === "" ? null : words.trim();
    if (next === conversation.title) return end(isByKey);
    setSaving(true);
    try {
      await verbs.rename(conversation, next);
      end(isByKey);
    } catch (error) {
      toasts.add({ text: errorText(error), tone: "danger" });
      setSaving(false);
      input.current?.focus();
    }
  }

  return (
    <TextField
      label={t("title.label")}
      isLabelHidden
      placeholder={t("title.text")}
      value={words}
      onChange={setWords}
      maxLength={TITLE_LENGTH_MAX}
      isReadOnly={isSaving}
      autoFocus
      inputRef={input}
      end={<Kbd keys={["Enter"]} />}
      className="max-w-xl font-regular"
      onBlur={() => void save(false)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === "Escape") {
          event.preventDefault();
          end(true);
        } else if (event.key === "Enter") {
          event.preventDefault();
          void save(true);
        }
      }}
    />
  );
}
