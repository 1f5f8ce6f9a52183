import type { InboxView, SessionView } from "@circuito/protocol";
import type { Tone } from "@circuito/ui";
import { type MessageId, t } from "../i18n/translate.ts";

type SessionState = SessionView["state"];

const TONES: Readonly<Record<SessionState, Tone>> = {
  launching: "info",
  "awaiting-scan": "warn",
  syncing: "info",
  ready: "ok",
  degraded: "warn",
  "backing-off": "warn",
  "logged-out": "danger",
  failed: "danger",
  stopped: "neutral",
};

export interface InboxState {
  readonly tone: Tone;
  /** The state in words; never colour alone. */
  readonly text: string;
  /** What is wrong, if anything is. */
  readonly trouble: string | null;
}

/** How an inbox does, whichever way its channel says so. */
export function inboxState(inbox: InboxView): InboxState {
  const { enabled, session, connection, webhookUrl, settings } = inbox;
  if (!enabled) return { tone: "neutral", text: t("inboxState.off"), trouble: null };
  if (session !== undefined) {
    const isWell = session.state === "ready" || session.state === "stopped";
    return {
      tone: TONES[session.state],
      text: t(`session.state.${session.state}`),
      trouble: isWell ? null : sessionReason(session),
    };
  }
  if (settings.transport === "web") {
    return { tone: TONES.launching, text: t("session.state.launching"), trouble: null };
  }
  if (connection !== undefined) {
    const tone = { connected: "ok", connecting: "info", trouble: "danger" } as const;
    return {
      tone: tone[connection.status],
      text: t(`mailboxState.${connection.status}`),
      trouble: connection.status === "trouble" ? (connection.reason ?? null) : null,
    };
  }
  const text = webhookUrl === null ? t("inboxState.on") : t("inboxState.webhook");
  return { tone: "ok", text, trouble: null };
}

const REASONS: Readonly<Record<string, MessageId>> = {
  "by-phone": "session.because.byPhone",
  "by-admin": "session.because.byAdmin",
  "nobody-scanned": "session.because.nobodyScanned",
  "opened-elsewhere": "session.because.openedElsewhere",
  unconnected: "session.because.unconnected",
  disconnected: "session.because.disconnected",
  "no-answer": "session.because.noAnswer",
  "never-ready": "session.because.neverReady",
  "launch-timed-out": "session.because.launchTimedOut",
  "browser-gone": "session.because.browserGone",
  "page-crashed": "session.because.browserGone",
  "process-gone": "session.because.libraryFailed",
  "library-failed": "session.because.libraryFailed",
  "could-not-launch": "session.because.couldNotLaunch",
  "no-browser": "session.because.noBrowser",
  "codes-stopped": "session.because.codesStopped",
  "blocked-by-whatsapp": "session.because.blocked",
  "address-blocked": "session.because.addressBlocked",
  "browser-too-old": "session.because.browserTooOld",
  "quiet-hour": "session.because.quietHour",
  memory: "session.because.memory",
  asked: "session.because.asked",
};

/** Why a session is as it is; a reason we have no words for is shown as it came, never hidden. */
export function sessionReason({ because, detail }: SessionView): string | null {
  if (because === null) return detail;
  const id = REASONS[because];
  return id === undefined
    ? [because.replaceAll("-", " "), detail].filter(Boolean).join(": ")
    : t(id);
}

const IGNORED: Readonly<Record<string, MessageId>> = {
  status: "session.ignored.status",
  newsletter: "session.ignored.newsletter",
  broadcast: "session.ignored.broadcast",
  group: "session.ignored.group",
  official: "session.ignored.official",
  call_log: "session.ignored.calls",
  "group-call": "session.ignored.calls",
};

/** What came and is not for us, in words; kinds without words are counted together. */
export function ignoredTexts(ignored: SessionView["ignored"]): readonly string[] {
  const counts = new Map<MessageId, number>();
  for (const [kind, count] of Object.entries(ignored)) {
    const id = IGNORED[kind] ?? "session.ignored.other";
    counts.set(id, (counts.get(id) ?? 0) + count);
  }
  return [...counts].map(([id, count]) => t(id, { count }));
}
