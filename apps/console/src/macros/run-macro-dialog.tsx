import type { ConversationView, ListedMacroView } from "@circuito/protocol";
import { fillQuickReply, fitOf } from "@circuito/protocol/writing-text";
import { PreviewPalette } from "@circuito/ui";
import { FastForward } from "lucide-react";
import { useState } from "react";
import { useT } from "../i18n/translate.ts";
import { QueryFailed } from "../verbs/query-failed.tsx";
import { useQueues } from "../workspace/queries.ts";
import { showLayer } from "../workspace/ui-state.ts";
import { Key, Pieces, scopeName } from "../writing/suggestions.tsx";
import { useReplyFacts } from "../writing/use-reply-facts.ts";
import { MacroActs, useActSentence } from "./macro-acts.tsx";
import { useMacros } from "./macros-api.ts";
import { useRunMacro } from "./use-run-macro.ts";

/** Which macro is applied to a conversation: found by what it is called and does, read before it acts. */
export function RunMacroDialog({ conversation }: { readonly conversation: ConversationView }) {
  const t = useT();
  const queues = useQueues().data ?? [];
  const query = useMacros();
  const sentence = useActSentence();
  const run = useRunMacro();
  const [typed, setTyped] = useState("");
  const usable = (query.data ?? []).filter(
    ({ channels }) => channels.length === 0 || channels.includes(conversation.channel),
  );
  const isElsewhere = ({ scope, queueId }: ListedMacroView) =>
    scope === "queue" && queueId !== conversation.queueId;
  const found = usable
    .map((macro) => {
      const body = [...macro.acts.map(sentence), macro.draft ?? ""].join(" ");
      return { macro, fit: fitOf(typed, { name: macro.name, body }) };
    })
    .filter(({ fit }) => fit > 0)
    // With nothing typed all fit alike: another queue's are last, what is used most is first.
    .sort(
      (a, b) =>
        b.fit - a.fit ||
        Number(isElsewhere(a.macro)) - Number(isElsewhere(b.macro)) ||
        b.macro.runs - a.macro.runs,
    )
    .map(({ macro }) => macro);
  const close = () => showLayer(null);

  return (
    <PreviewPalette
      label={t("verb.macro")}
      placeholder={t("macro.find")}
      query={typed}
      onQueryChange={setTyped}
      options={found.map((macro) => ({
        id: macro.id,
        name: macro.name,
        detail: macro.scope === "everybody" ? undefined : scopeName(macro, queues, t),
        icon: <FastForward aria-hidden="true" className="size-4 flex-none text-fg-3" />,
      }))}
      onChoose={(id) => {
        const chosen = found.find((macro) => macro.id === id);
        close();
        if (chosen !== undefined) run(conversation, chosen);
      }}
      onClose={close}
      preview={(id) => {
        const shown = found.find((macro) => macro.id === id);
        return shown && <Preview macro={shown} conversation={conversation} />;
      }}
      emptyState={
        query.isError ? (
          <QueryFailed query={query} />
        ) : query.isPending ? (
          t("macro.loading")
        ) : usable.length === 0 ? (
          <>
            <p>{t("macro.empty")}</p>
            <a href="/settings/macros" className="text-accent-text hover:underline">
              {t("writing.manage")}
            </a>
          </>
        ) : (
          t("macro.noneFound")
        )
      }
      footer={
        <>
          <Key keys={["Enter"]} text={t("action.apply")} />
          <a href="/settings/macros" className="ms-auto text-accent-text hover:underline">
            {t("writing.manage")}
          </a>
        </>
      }
    />
  );
}

interface PreviewProps {
  readonly macro: ListedMacroView;
  readonly conversation: ConversationView;
}

/** Its acts, and the words it leaves as this customer would read them. */
function Preview({ macro, conversation }: PreviewProps) {
  const t = useT();
  const pieces = fillQuickReply(macro.draft ?? "", useReplyFacts(conversation));
  return (
    <div className="flex flex-col gap-3">
      <MacroActs acts={macro.acts} />
      {macro.draft !== null && (
        <div className="flex flex-col gap-1.5">
          <p className="text-12 text-fg-2">{t("macro.leavesWords")}</p>
          <p className="rounded-bubble bg-bubble-out px-3 py-2 break-words whitespace-pre-wrap">
            <Pieces pieces={pieces} />
          </p>
        </div>
      )}
    </div>
  );
}
