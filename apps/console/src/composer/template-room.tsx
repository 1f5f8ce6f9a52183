import type { ConversationView, TemplateView } from "@circuito/protocol";
import { renderTemplate } from "@circuito/protocol/chat-text";
import { Button, Callout } from "@circuito/ui";
import { ArrowLeft, Clock, SendHorizontal } from "lucide-react";
import { useEffect, useState } from "react";
import { useT } from "../i18n/translate.ts";
import type { ChosenTemplate } from "../workspace/drafts.ts";
import { focusIfLost, focusSoon } from "../workspace/panes.ts";
import type { ReplyWindow } from "./reply-window.ts";
import { useSendReply } from "./send-reply.ts";
import { isFilled, TemplateFields, TemplateList, useTemplates } from "./template-fields.tsx";
import type { useDraft } from "./use-draft.ts";

interface TemplateRoomProps {
  readonly conversation: ConversationView;
  readonly draft: ReturnType<typeof useDraft>;
  readonly window: ReplyWindow;
  readonly onBack: () => void;
}

/** In the place of the text area: an approved text, its places filled in, as the customer will read it. */
export function TemplateRoom({ conversation, draft, window, onBack }: TemplateRoomProps) {
  const t = useT();
  const list = useTemplates(conversation.inboxId);
  const isOver = window.kind === "over";
  const chosen = draft.template;
  const template = list.data?.find(
    ({ name, language }) => name === chosen?.name && language === chosen.language,
  );
  return (
    <div className="flex min-h-0 flex-col gap-2 overflow-y-auto p-2">
      {isOver && (
        <Callout tone="warn" icon={<Clock />} title={t("chat.windowOver")}>
          {t("chat.windowOverText")}
          {draft.text !== "" && (
            <p className="mt-1 line-clamp-2">
              {t("chat.draftKept")} <q className="italic">{draft.text}</q>
            </p>
          )}
        </Callout>
      )}
      {!isOver && (
        <div>
          <Button
            size="small"
            variant="ghost"
            icon={<ArrowLeft />}
            onPress={() => {
              onBack();
              focusSoon("composer");
            }}
          >
            {t("chat.backToWriting")}
          </Button>
        </div>
      )}
      {list.data !== undefined && chosen !== undefined && template !== undefined ? (
        <Filling
          conversation={conversation}
          draft={draft}
          chosen={chosen}
          template={template}
          all={list.data}
          onSent={() => {
            if (!isOver) onBack();
          }}
        />
      ) : (
        <TemplateList list={list} onChoose={(picked) => draft.change({ template: picked })} />
      )}
    </div>
  );
}

interface FillingProps {
  readonly conversation: ConversationView;
  readonly draft: ReturnType<typeof useDraft>;
  readonly chosen: ChosenTemplate;
  readonly template: TemplateView;
  readonly all: readonly TemplateView[];
  readonly onSent: () => void;
}

function Filling({ conversation, draft, chosen, template, all, onSent }: FillingProps) {
  const t = useT();
  const sendReply = useSendReply(conversation);
  const [isChecked, setChecked] = useState(false);
  useEffect(() => focusIfLost("composer"), []);

  function send() {
    setChecked(true);
    if (!isFilled(chosen)) return;
    const text = renderTemplate(
      {
        body: template.body,
        ...(template.header === null ? {} : { header: template.header }),
        ...(template.footer === null ? {} : { footer: template.footer }),
      },
      { header: chosen.header ?? [], body: chosen.body ?? [] },
    );
    const answers = draft.answers === undefined ? {} : { answers: draft.answers };
    if (!sendReply({ text, chat: { ...answers, template: chosen } }, {})) return;
    // The words that were written stay: they are for when they may be sent.
    draft.unchoose("template");
    draft.unchoose("answers");
    onSent();
  }

  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="min-w-0 grow truncate text-14s">{template.name}</h3>
        <Button size="small" onPress={() => draft.unchoose("template")}>
          {t("chat.otherTemplate")}
        </Button>
      </div>
      <TemplateFields
        template={template}
        all={all}
        chosen={chosen}
        isChecked={isChecked}
        onChange={(next) => draft.change({ template: next })}
      />
      <div className="flex justify-end">
        <Button type="submit" variant="primary" icon={<SendHorizontal />}>
          {t("chat.sendTemplate")}
        </Button>
      </div>
    </form>
  );
}
