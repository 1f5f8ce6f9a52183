import type { ConversationView, MessageView } from "@circuito/protocol";
import type { Closing } from "@circuito/protocol/writing-text";
import { hasUnfilled } from "@circuito/protocol/writing-text";
import { newId, type OutboxItem } from "@circuito/realtime";
import { FileButton, FileDrop, IconButton, SkeletonRows, SplitButton } from "@circuito/ui";
import {
  BookOpen,
  CalendarClock,
  Check,
  Hourglass,
  ListChecks,
  SendHorizontal,
  Smile,
  TextQuote,
  Zap,
} from "lucide-react";
import { Suspense, useEffect, useRef, useState } from "react";
import { useCategories } from "../categories/use-categories.ts";
import { ChatHead, ChoicesEditor, TemplateRoom } from "../chat/chat-parts.ts";
import { channelName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { isMailLike } from "../mail/is-mail.ts";
import { MailFoot, MailHead } from "../mail/mail-parts.ts";
import { RecordButton, RecordingPanel } from "../recording/recording-parts.ts";
import { keyCaps } from "../shell/shortcuts.ts";
import { asksToEnd } from "../verbs/closing/asks-to-end.ts";
import { useVerbs } from "../verbs/use-verbs.ts";
import type { DraftArticle, DraftFile } from "../workspace/drafts.ts";
import { focusIfLost, focusSoon } from "../workspace/panes.ts";
import { usePreferences } from "../workspace/preferences.ts";
import { useQueue } from "../workspace/queries.ts";
import { hideTemplates, showLayer, showTemplates } from "../workspace/ui-state.ts";
import { useIsOnline, useWorkspace } from "../workspace/workspace-context.ts";
import type { Chosen } from "../writing/suggestions.tsx";
import { MAIL_MARKS, WHATSAPP_MARKS } from "../writing/word-marks.ts";
import { CollisionDialog, SendLaterDialog, SmsCounter } from "../writing/writing-parts.ts";
import { FileTray } from "./file-tray.tsx";
import { findCollision, lastSeen } from "./find-collision.ts";
import { FormatMenu } from "./format-menu.tsx";
import { RoomNotices } from "./room-notices.tsx";
import { type SendWay, useSendReply } from "./send-reply.ts";
import { useAnsweredMeanwhile } from "./use-answered-meanwhile.ts";
import { useChatReply } from "./use-chat-reply.ts";
import { useDraft } from "./use-draft.ts";
import { type MailDraft, useMailDraft } from "./use-mail-draft.ts";
import { useTypingNotice } from "./use-typing-notice.ts";
import { WritingArea, type WritingHandle } from "./writing-area.tsx";

/** A reply that waits for a decision, because a colleague was faster. */
interface Held {
  readonly way: SendWay;
  readonly collision: MessageView;
}

/** Words for the customer, by the conversation's own channel. */
export function ReplyRoom({ conversation }: { readonly conversation: ConversationView }) {
  const t = useT();
  const { agentId, announcer, cache, uploads, toasts } = useWorkspace();
  const isOnline = useIsOnline();
  const draft = useDraft(conversation.id, "reply", conversation.lastSeq);
  const noticeTyping = useTypingNotice(conversation.id, "reply");
  const wantsToClaim = usePreferences((chosen) => chosen.claimsOnTyping);
  const queue = useQueue(conversation.queueId);
  const queueClaims = queue?.claimsOnTyping ?? true;
  const claimsOnTyping = wantsToClaim && queueClaims;
  const enterSends =
    usePreferences((chosen) => chosen.enterSends) && !isMailLike(conversation.channel);
  const [isTried, setTried] = useState(false);
  const [asksChoices, setAsksChoices] = useState(false);
  const [held, setHeld] = useState<Held | null>(null);
  const [asksWhen, setAsksWhen] = useState(false);
  const [isLooking, setLooking] = useState(false);
  const writing = useRef<WritingHandle>(null);
  const verbs = useVerbs();
  const claiming = useRef(false);
  const sendReply = useSendReply(conversation);
  const categories =
    useCategories(conversation.categoryId !== null || queue?.closing.needsCategory === true).data ??
    [];
  const isUnassigned = conversation.assignee === null;
  const isMail = isMailLike(conversation.channel);
  // By what it leaves: what came by a form is answered by mail.
  const channel = channelName(isMail ? "email" : conversation.channel);
  const mail = useMailDraft(conversation, draft);
  const chat = useChatReply(conversation, draft);
  const marks = isMail
    ? MAIL_MARKS
    : conversation.channel === "whatsapp"
      ? WHATSAPP_MARKS
      : NO_MARKS;
  const takesFiles = isMail || chat.isChat;
  useKeepFocus(chat.showsTemplates);
  useAnsweredMeanwhile(conversation, (collision, way) => setHeld({ way, collision }));

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

  function onChange(text: string, chosen?: Chosen) {
    const article = chosen?.article;
    draft.change({ text, ...(article && { articles: [...draft.articles, article] }) });
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

  /** @param written where it is newer than what was drawn */
  function send(way: SendWay, { isChecked = false, isTold = false, written = draft.text } = {}) {
    const text = written.trim();
    const why = whyNot ?? (hasUnfilled(text) ? t("composer.unfilled") : undefined);
    if (why !== undefined) {
      setTried(true);
      announcer.announce(why, "assertive");
      return;
    }
    // In a chat a picture may say it all.
    if (text === "" && (isMail || draft.files.length === 0)) return;
    const asks =
      way.andThen === "resolve" && !isTold ? asksToEnd(conversation, categories, queue) : null;
    if (asks !== null) {
      const run = (_told: ConversationView, closing: Closing) =>
        send({ ...way, closing }, { isChecked, isTold: true, written });
      const next = { verb: "send", run } as const;
      showLayer({ kind: "closing", conversationId: conversation.id, asks, next });
      return;
    }
    // At the moment of sending: a colleague's words may have come since this was drawn.
    const messages = cache.get().threads.get(conversation.id)?.messages ?? [];
    const collision = isChecked ? null : findCollision(messages, draft.baseSeq, agentId);
    if (collision !== null) {
      setHeld({ way, collision });
      return;
    }
    setHeld(null);
    const said = {
      text,
      ...(isMail ? asSeen(mail) : {}),
      ...(chat.chat === undefined ? {} : { chat: chat.chat }),
      ...withFiles(draft.files),
      ...withArticles(draft.articles, text),
      // What came while this was on its way is compared by the server.
      lastSeenSeq: lastSeen(messages, draft.baseSeq, isChecked ? held?.collision : undefined),
      ...(draft.version === undefined ? {} : { draftVersion: draft.version }),
    };
    if (!sendReply(said, way)) return;
    draft.sent();
    setTried(false);
  }

  /** @returns whether all of them go along */
  function addFiles(files: readonly File[], as?: "voice"): boolean {
    const notTaken = uploads.add(conversation.id, files, { baseSeq: conversation.lastSeq, as });
    for (const { name, because } of notTaken) {
      toasts.add({ text: t(`notTaken.${because}`, { name }), tone: "danger" });
    }
    noteWriting();
    return notTaken.length === 0;
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
      <RoomNotices
        conversation={conversation}
        room="reply"
        isWriting={draft.text !== ""}
        baseSeq={draft.baseSeq}
      />
      <div className="min-h-0 overflow-y-auto">
        {isMail && (
          <Suspense>
            <MailHead mail={mail} />
          </Suspense>
        )}
        <WritingArea
          conversation={conversation}
          label={t("composer.replyLabel", { channel })}
          placeholder={t("composer.replyPlaceholder", { channel })}
          value={draft.text}
          enterSends={enterSends}
          onChange={onChange}
          finds={REPLY_FINDS}
          marks={marks}
          handle={writing}
          onSend={(written) => send({}, written === undefined ? {} : { written })}
          onSendAndResolve={() => send({ andThen: "resolve" })}
        />
        {isMail && (
          <Suspense>
            <MailFoot
              mail={mail}
              text={draft.text}
              isLooking={isLooking && draft.text.trim() !== ""}
              onLookEnd={() => setLooking(false)}
            />
          </Suspense>
        )}
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
              onSend={() => send({})}
            />
          </Suspense>
        )}
        <FileTray conversationId={conversation.id} files={draft.files} />
        {chat.isChat && (
          <Suspense>
            <RecordingPanel
              conversationId={conversation.id}
              onAttach={(file) => addFiles([file], "voice")}
            />
          </Suspense>
        )}
      </div>
      <div className="@container flex flex-wrap items-center gap-1 px-2 pb-2">
        {takesFiles && (
          <FileButton label={t("composer.attach")} onFiles={(files) => addFiles(files)} />
        )}
        {chat.isChat && (
          <Suspense fallback={<span className="size-7 flex-none" />}>
            <RecordButton conversationId={conversation.id} />
          </Suspense>
        )}
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
        {marks.length > 0 && (
          <FormatMenu
            marks={marks}
            onMark={(mark) => {
              writing.current?.mark(mark);
              // The menu gives focus back to its button as it closes.
              focusSoon("composer");
            }}
            onLook={isMail && draft.text.trim() !== "" ? () => setLooking(true) : undefined}
          />
        )}
        <IconButton
          label={t("composer.quickReplies")}
          icon={<Zap />}
          onPress={() => writing.current?.begin("/")}
        />
        <IconButton
          label={t("composer.articles")}
          icon={<BookOpen />}
          onPress={() => writing.current?.begin("#")}
        />
        <IconButton
          label={t("composer.emoji")}
          icon={<Smile />}
          onPress={() => writing.current?.begin(":")}
        />
        <span
          className={`line-clamp-2 min-w-0 grow basis-0 px-1 text-12 text-balance text-fg-2 max-[519px]:hidden ${chat.isChat ? SAID_ABOVE : ""}`}
        >
          {state}
          {conversation.channel === "sms" && draft.text.trim() !== "" && (
            <Suspense>
              {state !== false && " · "}
              <SmsCounter text={draft.text} />
            </Suspense>
          )}
        </span>
        <span className="ms-auto flex">
          <SplitButton
            label={t("composer.send", { channel })}
            icon={<SendHorizontal />}
            disabledReason={whyNot}
            keys={keyCaps("send")}
            onPress={() => send({})}
            menuLabel={t("composer.sendOptions")}
            entries={[
              {
                kind: "item",
                id: "wait",
                label: t("composer.sendAndWait"),
                icon: <Hourglass />,
              },
              {
                kind: "item",
                id: "resolve",
                label: t("composer.sendAndResolve"),
                icon: <Check />,
                keys: keyCaps("sendAndResolve"),
              },
              { kind: "separator", id: "later-line" },
              {
                kind: "item",
                id: "later",
                label: t("composer.sendLater"),
                icon: <CalendarClock />,
              },
            ]}
            onAction={(id) => {
              if (id === "later") setAsksWhen(true);
              else send({ andThen: id === "wait" ? "wait" : "resolve" });
            }}
          />
        </span>
      </div>
      {asksWhen && (
        <Suspense>
          <SendLaterDialog
            onClose={() => setAsksWhen(false)}
            onSend={(sendAt) => {
              setAsksWhen(false);
              send({ sendAt });
            }}
          />
        </Suspense>
      )}
      {held !== null && (
        <Suspense>
          <CollisionDialog
            collision={held.collision}
            draft={draft.text || draft.files.map(({ fileName }) => fileName).join(", ")}
            onSendAnyway={() => send(held.way, { isChecked: true })}
            onEdit={() => setHeld(null)}
            onDiscard={() => {
              setHeld(null);
              draft.clear();
            }}
          />
        </Suspense>
      )}
    </>
  );
  return takesFiles ? (
    <FileDrop hint={t("composer.drop")} onFiles={(files) => addFiles(files)}>
      {room}
    </FileDrop>
  ) : (
    room
  );
}

const NO_MARKS: readonly [] = [];
/** Beside all the tools of a chat there is no room for words: they have a line, which is there before they are. */
const SAID_ABOVE = "@max-[38rem]:order-first @max-[38rem]:min-h-4.5 @max-[38rem]:basis-full";

const REPLY_FINDS = ["/", ":", "#"] as const;

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
function asSeen(seen: MailDraft): Pick<OutboxItem, "mail"> {
  const { isKnown, to, cc, subject, isSigned } = seen;
  return isKnown ? { mail: { to: [...to], cc: [...cc], subject, isSigned } } : {};
}

function withFiles(files: readonly DraftFile[]): Pick<OutboxItem, "files"> {
  const arrived = files.flatMap((file) =>
    file.mediaId === undefined ? [] : [{ ...file, mediaId: file.mediaId }],
  );
  return arrived.length === 0 ? {} : { files: arrived };
}

/** Those that are still in it: what was put in may have been taken out again. */
function withArticles(
  articles: readonly DraftArticle[],
  text: string,
): Pick<OutboxItem, "articles"> {
  const sent = articles.filter(({ sign }) => text.includes(sign));
  const last = new Map(sent.map(({ sign: _, ...use }) => [use.articleId, use]));
  return last.size === 0 ? {} : { articles: [...last.values()] };
}
