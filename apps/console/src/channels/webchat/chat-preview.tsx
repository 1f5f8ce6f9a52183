import type { PreviewedLook, PreviewTold } from "@circuito/protocol/look-text";
import type { PreChat } from "@circuito/protocol/pre-chat-text";
import { Button, SegmentedControl, Skeleton } from "@circuito/ui";
import { Monitor, Moon, Smartphone, Sun } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { currentLocale, useT } from "../../i18n/translate.ts";
import { useIsStacked } from "../../shell/use-media.ts";
import { useWidth } from "./use-width.ts";
import { DEFAULT_ACCENT, isColor, type WebchatForm } from "./webchat-settings.ts";

/** Windows the chat is shown in, px: a common phone's, and the corner of a desk's. */
const WINDOWS = {
  phone: { width: 390, height: 760 },
  desktop: { width: 640, height: 740 },
} as const;
type Device = keyof typeof WINDOWS;
/** What stands below it has to stay in view beside the form, px. */
const HEIGHT_MAX = 560;

/** A slow line takes seconds; after this somebody wants to know. */
const READY_WITHIN_MS = 10_000;

interface ChatPreviewProps {
  readonly form: WebchatForm;
  /** Asked before the first message; absent: nothing. */
  readonly preChat?: PreChat;
  /** Words of an invitation to show beside the button; absent: the chat is shown. */
  readonly invitation?: string | undefined;
}

/** The widget itself, on a page as a site may have it, with what is in the form. */
export function ChatPreview({ form, preChat, invitation }: ChatPreviewProps) {
  const t = useT();
  const isStacked = useIsStacked();
  const [device, setDevice] = useState<Device>(isStacked ? "phone" : "desktop");
  const [page, setPage] = useState<"light" | "dark">("light");
  const place = useRef<HTMLDivElement>(null);
  const room = useWidth(place);
  const { width, height } = WINDOWS[device];
  const scale = Math.min(room / width, HEIGHT_MAX / height);
  return (
    <section aria-label={t("webchat.preview")} className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-14s">{t("webchat.preview")}</h2>
        <div className="flex flex-wrap gap-2">
          <SegmentedControl
            label={t("webchat.device")}
            value={device}
            onChange={setDevice}
            segments={[
              { id: "desktop", label: t("webchat.device.desktop"), icon: <Monitor /> },
              { id: "phone", label: t("webchat.device.phone"), icon: <Smartphone /> },
            ]}
          />
          <SegmentedControl
            label={t("webchat.page")}
            value={page}
            onChange={setPage}
            segments={[
              { id: "light", label: t("webchat.page.light"), icon: <Sun /> },
              { id: "dark", label: t("webchat.page.dark"), icon: <Moon /> },
            ]}
          />
        </div>
      </div>
      <div
        ref={place}
        className="relative flex justify-center overflow-hidden rounded-pane border border-line bg-sunken"
        style={{ height: Math.round(height * scale) }}
      >
        <div
          className="absolute top-0 origin-top-left"
          style={{
            width,
            height,
            left: Math.round((room - width * scale) / 2),
            transform: `scale(${scale})`,
          }}
        >
          <PreviewFrame form={form} preChat={preChat} invitation={invitation} page={page} />
        </div>
      </div>
    </section>
  );
}

function PreviewFrame({
  form,
  preChat,
  invitation,
  page,
}: {
  readonly form: WebchatForm;
  readonly preChat: PreChat | undefined;
  readonly invitation: string | undefined;
  readonly page: "light" | "dark";
}) {
  const t = useT();
  const frame = useRef<HTMLIFrameElement>(null);
  const [isReady, setReady] = useState(false);
  const [isLost, setLost] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const accent = useLastColor(form.accentColor);
  const locale = currentLocale();
  // As text: it is made anew with every drawing, and is told when it says something else.
  const asked = preChat && preChat.fields.length > 0 ? JSON.stringify(preChat) : null;

  useEffect(() => {
    const hear = ({ source, origin }: MessageEvent) => {
      if (source === frame.current?.contentWindow && origin === location.origin) setReady(true);
    };
    addEventListener("message", hear);
    return () => removeEventListener("message", hear);
  }, []);

  useEffect(() => {
    if (!isReady) return;
    const look: PreviewedLook = {
      companyName: form.companyName.trim(),
      accentColor: accent,
      greeting: form.greeting.trim() || null,
      logo: form.logo && { path: form.logo.src, alt: form.logo.alt.trim() },
      theme: form.theme === "auto" ? page : form.theme,
      position: form.position,
      launcherText: form.launcherText.trim() || null,
      preChat: asked === null ? null : JSON.parse(asked),
      invitation: invitation ?? null,
      locale,
      page,
    };
    const told: PreviewTold = { circuito: 1, t: "look", look };
    frame.current?.contentWindow?.postMessage(told, location.origin);
  }, [isReady, form, asked, invitation, accent, locale, page]);

  useEffect(() => {
    if (isReady || isLost) return;
    const timer = setTimeout(() => setLost(true), READY_WITHIN_MS);
    return () => clearTimeout(timer);
  }, [isReady, isLost]);

  return (
    <>
      <iframe
        key={attempt}
        ref={frame}
        title={t("webchat.preview")}
        src="/widget/preview/site"
        className="size-full border-0"
      />
      {!isReady && !isLost && <Skeleton className="absolute inset-0 size-full" />}
      {!isReady && isLost && (
        // The frame stays below it: on a slow line it may come yet.
        <div className="absolute inset-0 flex flex-col items-center justify-center gap-3 bg-surface text-14">
          {t("webchat.previewLost")}
          <Button
            onPress={() => {
              setLost(false);
              setAttempt(attempt + 1);
            }}
          >
            {t("action.retry")}
          </Button>
        </div>
      )}
    </>
  );
}

/** What is typed may be no colour yet: the last one that was stays. */
function useLastColor(typed: string): string {
  const last = useRef(DEFAULT_ACCENT);
  if (isColor(typed)) last.current = typed.trim();
  return last.current;
}
