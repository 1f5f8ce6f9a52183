import type { HeldReplyView } from "@circuito/protocol";
import { Button } from "@circuito/ui";
import { Clock, FileText, TriangleAlert, Undo2 } from "lucide-react";
import { useEffect, useState } from "react";
import { useTakeBack } from "../composer/use-take-back.ts";
import { futureTime } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";
import { refusalText } from "../verbs/problem-text.ts";
import { useLive, useMe } from "../workspace/workspace-context.ts";

/** Below the thread: what is about to be said, and until when it can be taken back. */
export function HeldReplies({ held }: { readonly held: readonly HeldReplyView[] }) {
  const t = useT();
  return (
    <ul aria-label={t("held.label")} className="flex flex-none flex-col gap-2 px-4 pb-2">
      {held.map((one) => (
        <li key={one.id} className="mx-auto flex w-full max-w-[45rem] justify-end">
          <Held held={one} />
        </li>
      ))}
    </ul>
  );
}

/** Beyond it, an hour says more than seconds. */
const COUNTED_MS = 60_000;

function Held({ held }: { readonly held: HeldReplyView }) {
  const t = useT();
  const me = useMe();
  const takeBack = useTakeBack();
  const leftMs = useLeftMs(held.sendAt);
  const [isTaking, setTaking] = useState(false);
  const isMine = held.author.id === me.id;
  const isRefused = held.state === "refused";
  const take = () => {
    setTaking(true);
    void takeBack(held).finally(() => setTaking(false));
  };
  return (
    <div
      className={`max-w-[85%] min-w-0 rounded-bubble border border-dashed px-3 py-2 ${isRefused ? "border-danger-icon bg-danger-soft" : "border-line-control bg-bubble-out"}`}
    >
      <p className="line-clamp-3 text-14 break-words whitespace-pre-wrap">{held.text}</p>
      {held.files.map((file) => (
        <span key={file.mediaId} className="mt-1 flex items-center gap-1.5 text-13 text-fg-2">
          <FileText aria-hidden="true" />
          {file.fileName}
        </span>
      ))}
      <div className="mt-1 flex flex-wrap items-center justify-end gap-x-3 gap-y-1 text-12">
        <span
          className={`flex items-center gap-1.5 tabular-nums ${isRefused ? "text-danger-text" : "text-fg-2"}`}
        >
          {isRefused ? <TriangleAlert aria-hidden="true" /> : <Clock aria-hidden="true" />}
          {isRefused ? whyRefused(held, t) : whenSent(held, leftMs, isMine, t)}
        </span>
        {isMine && (
          <Button
            size="small"
            icon={<Undo2 />}
            onPress={take}
            disabledReason={isTaking ? t("held.taking") : undefined}
          >
            {t(isRefused ? "held.edit" : "action.undo")}
          </Button>
        )}
      </div>
    </div>
  );
}

type Translate = ReturnType<typeof useT>;

function whenSent(held: HeldReplyView, leftMs: number, isMine: boolean, t: Translate): string {
  const name = held.author.name;
  const then = held.andThen === null ? "" : ` · ${t(`held.then.${held.andThen}`)}`;
  if (leftMs > COUNTED_MS) {
    const when = futureTime(held.sendAt, Date.now());
    return (isMine ? t("held.later", { when }) : t("held.laterBy", { when, name })) + then;
  }
  const seconds = Math.max(0, Math.ceil(leftMs / 1_000));
  if (seconds === 0) return t("outbox.sending");
  return (isMine ? t("held.in", { seconds }) : t("held.inBy", { seconds, name })) + then;
}

function whyRefused({ refusal }: HeldReplyView, t: Translate): string {
  const name = refusal?.byName;
  if (name != null && refusal?.because === "answered-meanwhile") {
    return t("held.answered", { name });
  }
  if (name != null) return t("held.othersNow", { name });
  return refusalText({
    code: refusal?.code ?? "internal",
    details: { because: refusal?.because ?? undefined },
  });
}

/** By the server's clock; counted each second, and at leisure while it is far. */
function useLeftMs(sendAt: string): number {
  const offsetMs = useLive((live) => live.clockOffsetMs);
  const [, redraw] = useState(0);
  const leftMs = Date.parse(sendAt) - (Date.now() + offsetMs);
  const isNear = leftMs <= COUNTED_MS;
  useEffect(() => {
    const every = isNear ? 250 : 10_000;
    const timer = setInterval(() => redraw((count) => count + 1), every);
    return () => clearInterval(timer);
  }, [isNear]);
  return leftMs;
}
