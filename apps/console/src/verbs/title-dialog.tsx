import type { ConversationView } from "@circuito/protocol";
import { TextField } from "@circuito/ui";
import { useState } from "react";
import { useT } from "../i18n/translate.ts";
import { HandOverForm } from "./hand-over-form.tsx";
import { useVerbs } from "./use-verbs.ts";

/** The protocol's limit. */
const TITLE_LENGTH_MAX = 200;

/** What it is about, in a few words of one's own; with none it has no title. */
export function TitleDialog({ conversation }: { readonly conversation: ConversationView }) {
  const t = useT();
  const verbs = useVerbs();
  const [title, setTitle] = useState(conversation.title ?? "");
  return (
    <HandOverForm
      title={t("title.title")}
      description={t("title.text")}
      submitLabel={t("action.save")}
      onSubmit={async () => {
        const next = title.trim() === "" ? null : title.trim();
        if (next !== conversation.title) await verbs.rename(conversation, next);
        return true;
      }}
    >
      <TextField
        label={t("title.label")}
        value={title}
        onChange={setTitle}
        maxLength={TITLE_LENGTH_MAX}
      />
    </HandOverForm>
  );
}
