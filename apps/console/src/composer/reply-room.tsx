import type { ConversationView, MessageView } from "@circuito/protocol";
import { newId, type OutboxItem } from "@circuito/realtime";
import { FileButton, FileDrop, IconButton, SkeletonRows, SplitButton } from "@circuito/ui";
import { Check, ListChecks, SendHorizontal, TextQuote } from "lucide-react";
import { Suspense, useEffect, useRef, useState } from "react";
import { ChatHead, ChoicesEditor, TemplateRoom } from "../chat/chat-parts.ts";
import { channelName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { MailHead } from "../mail/mail-parts.ts";
import { keyCaps } from "../shell/shortcuts.ts";
import { useVerbs } from "../verbs/use-verbs.ts";
import type { DraftFile } from "../workspace/drafts.ts";
import { focusIfLost } from "../workspace/panes.ts";
import { usePreferences } from "../workspace/preferences.ts";
import { hideTemplates, showTemplates } from "../workspace/ui-state.ts";
import { useIsOnline, useWorkspace } from "../workspace/workspace-context.ts";
import { CollisionDialog } from "./collision-dialog.tsx";
import { FileTray } from "./file-tray.tsx";
import { findCollision } from "./find-collision.ts";
import { useSendReply } from "./send-reply.ts";
import { useChatReply } from "./use-chat-reply.ts";
import { useDraft } from "./use-draft.ts";
import { type MailDraft, useMailDraft } from "./use-mail-draft.ts";
import { useTypingNotice } from "./use-typing-notice.ts";
import { WritingArea } from "./writing-area.tsx";

/** A reply that waits for a decision, because a colleague was faster. */
interface Held {
  readonly then: "send" | "send-and-resolve";
  readonly collision: MessageView;
}

/** Words for the customer, by the conversation's own channel. */
export function ReplyRoom({ conversation }: { readonly conversation: ConversationView }) {
  const t = useT();
  const { agentId, announcer, cache, uploads, toasts } = useWorkspace();
  const isOnline = useIsOnline();
  const draft = useDraft(conversation.id, "reply", conversation.lastSeq);
  const noticeTyping = useTypingNotice(conversation.id, "reply");
  const claimsOnTyping = usePreferences((chosen) => chosen.claimsOnTyping);
  const enterSends =
    usePreferences((chosen) => chosen.enterSends) && conversation.channel !== "email";
  const [isTried, setTried] = useState(false);
  const [asksChoices, setAsksChoices] = useState(false);
  const [held, setHeld] = useState<Held | null>(null);
  const verbs = useVerbs();
  const claiming = useRef(false);
  const sendReply = useSendReply(conversation);
  const channel = channelName(conversation.channel);
  const isUnassigned = conversation.assignee === null;
  const isMail = conversation.channel === "email";
  const mail = useMailDraft(conversation, draft);
  const chat = useChatReply(conversation, draft);
  const takesFiles = isMail || chat.isChat;
  useKeepFocus(chat.showsTemplates);

  const isSilent = draft.text.trim() === "" && draft.files.length === 0;
  const whyNot = draft.files.some((file) => file.mediaId === undefined)
    ? t("composer.filesOnTheWay")
    : chat.hasUnnamedChoice
      ? t("composer.nameChoices")
      : isSilent && chat.chat?.choices !== undefined
        ? t("composer.choicesNeedWords")
        : mail.problem === "nobody"
          ? t("composer.needsRecipient")
          : mail.problem === "invalid"
            ? t("composer.mendRecipients")
            : undefined;

  function onChange(text: string) {
    draft.write(text);
    if (text === "") return;
    noteWriting();
  }

  function noteWriting() {
    noticeTyping();
    if (!isUnassigned || !claimsOnTyping || !isOnline || claiming.current) return;
    claiming.current = true;
    // Losing to a colleague is told by a toast; what was typed stays as a draft either way.
    void verbs.claimByTyping(conversation).finally(() => {
      claiming.current = false;
    });
  }

  function send(then: "send" | "send-and-resolve", isChecked = false) {
    const text = draft.text.trim();
    if (whyNot !== undefined) {
      setTried(true);
      announcer.announce(whyNot, "assertive");
      return;
    }
    // In a chat a picture may say it all.
    if (text === "" && (isMail || isSilent)) return;
    // At the moment of sending: a colleague's words may have come since this was drawn.
    const messages = cache.get().threads.get(conversation.id)?.messages ?? [];
    const collision = isChecked ? null : findCollision(messages, draft.baseSeq, agentId);
    if (collision !== null) {
      setHeld({ then, collision });
      return;
    }
    setHeld(null);
    const said = {
      text,
      ...(isMail ? asSeen(mail) : {}),
      ...(chat.chat === undefined ? {} : { chat: chat.chat }),
      ...withFiles(draft.files),
    };
    if (!sendReply(said, then)) return;
    draft.clear();
    setTried(false);
  }

  function addFiles(files: readonly File[]) {
    for (const { name, because } of uploads.add(conversation.id, files, conversation.lastSeq)) {
      toasts.add({ text: t(`notTaken.${because}`, { name }), tone: "danger" });
    }
    noteWriting();
  }

  const willClaim = draft.text === "" && isUnassigned && claimsOnTyping;
  const state = willClaim ? t("composer.claimsHint") : draft.isSaved && t("composer.draftSaved");
  const chatHead = chat.isChat && (
    <Suspense>
      <ChatHead
        conversation={conversation}
        window={chat.window}
        answers={draft.answers}
        onUnquote={() => draft.unchoose("answers")}
      />
    </Suspense>
  );
  if (chat.showsTemplates) {
    return (
      <>
        {chatHead}
        <Suspense fallback={<SkeletonRows rows={2} label={t("thread.loading")} />}>
          <TemplateRoom
            conversation={conversation}
            draft={draft}
            window={chat.window}
            onBack={() => hideTemplates(conversation.id)}
          />
        </Suspense>
      </>
    );
  }
  const room = (
    <>
      {chatHead}
      <div className="min-h-0 overflow-y-auto">
        {isMail && (
          <Suspense>
            <MailHead mail={mail} />
          </Suspense>
        )}
        <WritingArea
          conversationId={conversation.id}
          label={t("composer.replyLabel", { channel })}
          placeholder={t("composer.replyPlaceholder", { channel })}
          value={draft.text}
          enterSends={enterSends}
          onChange={onChange}
          onSend={() => send("send")}
          onSendAndResolve={() => send("send-and-resolve")}
        />
        {chat.isChat && draft.choices !== undefined && (
          <Suspense>
            <ChoicesEditor
              rows={draft.choices}
              look={chat.choicesLook}
              newId={newId}
              startsFocused={asksChoices}
              isChecked={isTried}
              onChange={(choices) => draft.change({ choices })}
              onRemoveAll={() => draft.unchoose("choices")}
              onSend={() => send("send")}
            />
          </Suspense>
        )}
        <FileTray conversationId={conversation.id} files={draft.files} />
      </div>
      <div className="flex items-center gap-2 px-2 pb-2 max-[399px]:flex-wrap">
        {takesFiles && <FileButton label={t("composer.attach")} onFiles={addFiles} />}
        {chat.isChat && (
          <IconButton
            label={t("composer.offerChoices")}
            icon={<ListChecks />}
            isDisabled={draft.choices !== undefined}
            onPress={() => {
              setAsksChoices(true);
              draft.change({ choices: [{ id: newId(), title: "" }] });
              noteWriting();
            }}
          />
        )}
        {chat.hasTemplates && (
          <IconButton
            label={t("composer.useTemplate")}
            icon={<TextQuote />}
            onPress={() => showTemplates(conversation.id)}
          />
        )}
        <span className="min-w-0 grow truncate px-1 text-12 text-fg-3 max-[479px]:invisible max-[399px]:hidden">
          {state}
        </span>
        <span className="ms-auto flex">
          <SplitButton
            label={t("composer.send", { channel })}
            icon={<SendHorizontal />}
            disabledReason={whyNot}
            keys={keyCaps("send")}
            onPress={() => send("send")}
            menuLabel={t("composer.sendOptions")}
            entries={[
              {
                kind: "item",
                id: "send-and-resolve",
                label: t("composer.sendAndResolve"),
                icon: <Check />,
                keys: keyCaps("sendAndResolve"),
                isDisabled: !isOnline,
              },
            ]}
            onAction={() => send("send-and-resolve")}
          />
        </span>
      </div>
      <CollisionDialog
        collision={held?.collision ?? null}
        draft={draft.text || draft.files.map(({ fileName }) => fileName).join(", ")}
        onSendAnyway={() => send(held?.then ?? "send", true)}
        onEdit={() => setHeld(null)}
        onDiscard={() => {
          setHeld(null);
          draft.clear();
        }}
      />
    </>
  );
  return takesFiles ? (
    <FileDrop hint={t("composer.drop")} onFiles={addFiles}>
      {room}
    </FileDrop>
  ) : (
    room
  );
}

/** Words and templates take each other's place: focus stays in the composer. */
function useKeepFocus(showsTemplates: boolean): void {
  const before = useRef(showsTemplates);
  useEffect(() => {
    if (before.current === showsTemplates) return;
    before.current = showsTemplates;
    focusIfLost("composer");
  }, [showsTemplates]);
}

/** The people and the subject that stood there when "send" was pressed, whatever changes meanwhile. */
function asSeen({ isKnown, to, cc, subject }: MailDraft): Pick<OutboxItem, "mail"> {
  return isKnown ? { mail: { to: [...to], cc: [...cc], subject } } : {};
}

function withFiles(files: readonly DraftFile[]): Pick<OutboxItem, "files"> {
  const arrived = files.flatMap((file) =>
    file.mediaId === undefined ? [] : [{ ...file, mediaId: file.mediaId }],
  );
  return arrived.length === 0 ? {} : { files: arrived };
}
