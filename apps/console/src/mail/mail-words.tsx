import type { MailView, MessageView } from "@circuito/protocol";
import { putMessages } from "@circuito/realtime";
import { Button, MailFrame, Skeleton } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { Ellipsis, ImageOff, Maximize2, Minimize2 } from "lucide-react";
import { useState } from "react";
import { api } from "../api/client.ts";
import { useT } from "../i18n/translate.ts";
import { errorText } from "../verbs/problem-text.ts";
import { useIsOnline, useWorkspace } from "../workspace/workspace-context.ts";
import { frameHeight } from "./frame-height.ts";
import { LinkedText } from "./linked-text.tsx";
import { lookAtMail, useMailLook } from "./mail-looks.ts";
import { WrittenMail } from "./written-mail.tsx";

interface MailWordsProps {
  readonly message: MessageView;
  readonly mail: MailView;
  readonly author: string;
}

/** What was written: as HTML where there is some, as text where there is none or it is preferred. */
export function MailWords({ message, mail, author }: MailWordsProps) {
  const t = useT();
  const { isFull = false, isPlain = false, isTall = false } = useMailLook(message.id);
  const { html } = mail;
  return (
    <div className="flex min-w-0 flex-col items-start gap-2">
      {html !== null && html.remoteImages > 0 && !isPlain && (
        <HeldBackImages message={message} count={html.remoteImages} author={author} />
      )}
      {html !== null && !isPlain ? (
        <Sheet message={message} mail={mail} html={html} author={author} />
      ) : isFull ? (
        <AllWords message={message} />
      ) : message.direction === "outbound" ? (
        <WrittenMail text={message.text || t("row.noText")} footer={message.footer} />
      ) : (
        <LinkedText text={message.text || t("row.noText")} />
      )}
      <div className="flex w-full flex-wrap items-center justify-between gap-2 empty:hidden">
        {mail.hasMore && (
          <Button
            size="small"
            aria-expanded={isFull}
            icon={<Ellipsis />}
            className="h-6"
            onPress={() => lookAtMail(message.id, { isFull: !isFull })}
          >
            {isFull ? t("mail.hideQuote") : t("mail.showQuote")}
          </Button>
        )}
        {html !== null && !isPlain && (
          <Button
            size="small"
            variant="ghost"
            icon={isTall ? <Minimize2 /> : <Maximize2 />}
            aria-pressed={isTall}
            className="-mr-2 ml-auto"
            onPress={() => lookAtMail(message.id, { isTall: !isTall })}
          >
            {isTall ? t("mail.shrink") : t("mail.enlarge")}
          </Button>
        )}
      </div>
    </div>
  );
}

/** With the quote there is more to see. */
const FULL_FACTOR = 1.6;
/** Of the window, when asked for. */
const TALL_SHARE = 0.8;
/** CSS pixels to the rem at the usual size of text. */
const PX_PER_REM = 16;

interface SheetProps {
  readonly message: MessageView;
  readonly mail: MailView;
  readonly html: NonNullable<MailView["html"]>;
  readonly author: string;
}

function Sheet({ message, mail, html, author }: SheetProps) {
  const t = useT();
  const { isTall = false, isFull = false } = useMailLook(message.id);
  const isDesigned = mail.class === "bulk" || html.remoteImages > 0;
  const guess = frameHeight(message.text, isDesigned) * (isFull ? FULL_FACTOR : 1);
  const tall = Math.round((window.innerHeight * TALL_SHARE) / PX_PER_REM);
  return (
    <MailFrame
      // The address stays when pictures are let in: another key loads it again.
      key={html.remoteImages}
      title={t("mail.frame", { author })}
      src={isFull ? html.fullUrl : html.visibleUrl}
      heightRem={isTall ? Math.max(tall, guess) : guess}
    />
  );
}

interface HeldBackProps {
  readonly message: MessageView;
  readonly count: number;
  readonly author: string;
}

/** Fetching a picture tells its sender that, when and where the mail was read. */
function HeldBackImages({ message, count, author }: HeldBackProps) {
  const t = useT();
  const { cache, queries, toasts } = useWorkspace();
  const reason = useIsOnline() ? undefined : t("problem.needsConnection");
  const [isAsking, setAsking] = useState(false);

  async function allow() {
    setAsking(true);
    try {
      const allowed = await api.allowImages(message.id);
      cache.change((held) => putMessages(held, message.conversationId, [allowed]));
      toasts.add({ text: t("mail.imagesAllowed", { author }) });
      // Everything else this sender wrote is shown with pictures from now on.
      await queries.invalidateQueries({ queryKey: ["messages"] });
    } catch (error) {
      toasts.add({ text: errorText(error), tone: "danger" });
    } finally {
      setAsking(false);
    }
  }

  return (
    <div className="flex w-full flex-wrap items-center gap-x-2 gap-y-1 rounded-control bg-muted py-1 pr-1 pl-3 text-12 text-fg-2 [&>.lucide]:size-4">
      <ImageOff aria-hidden="true" />
      <span className="min-w-0 grow" title={t("mail.imagesWhy")}>
        {t("mail.imagesHeld", { count })}
      </span>
      <Button
        size="small"
        isPending={isAsking}
        disabledReason={reason}
        onPress={() => void allow()}
      >
        {t("mail.allowImages")}
      </Button>
    </div>
  );
}

/** With quote and signature, fetched when asked for. */
function AllWords({ message }: { readonly message: MessageView }) {
  const t = useT();
  const detail = useMailDetail(message.id);
  if (detail.isError) {
    return (
      <>
        <LinkedText text={message.text} />
        <p className="flex items-center gap-2 text-13 text-danger-text">
          {errorText(detail.error)}
          <Button size="small" onPress={() => void detail.refetch()}>
            {t("action.retry")}
          </Button>
        </p>
      </>
    );
  }
  if (detail.data === undefined) {
    return (
      <div className="w-full" role="status" aria-label={t("thread.loading")}>
        <LinkedText text={message.text} />
        <Skeleton className="mt-2 h-12 w-2/3 rounded-control" />
      </div>
    );
  }
  return <LinkedText text={detail.data.text} />;
}

/** It never changes: asked for once. */
export const useMailDetail = (messageId: string) =>
  useQuery({
    queryKey: ["mail", messageId],
    queryFn: () => api.getMail(messageId),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
