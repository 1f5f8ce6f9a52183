import type { InboxView, PairingSessionView, SessionWishBody } from "@circuito/protocol";
import { Button, Callout, Dialog } from "@circuito/ui";
import { CircleCheck, LoaderCircle, LogOut, RotateCw, TriangleAlert, Unplug } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { api } from "../../api/client.ts";
import { addressText } from "../../i18n/labels.ts";
import { useT } from "../../i18n/translate.ts";
import { useIsOnline, useWorkspace } from "../../workspace/workspace-context.ts";
import { channelErrorText } from "../channel-error.ts";
import { Panel } from "../inbox-page/panel.tsx";
import { sessionReason } from "../session-labels.ts";
import { PairingPanel, WishProblem } from "./pairing-panel.tsx";

interface SessionPanelProps {
  readonly inbox: InboxView;
  /** `null`: nothing of it was told yet. */
  readonly session: PairingSessionView | null;
}

/** The session as it goes: generated, scanned, connected, lost; and what to do about it. */
export function SessionPanel({ inbox, session }: SessionPanelProps) {
  const t = useT();
  const { queries } = useWorkspace();
  const [isWishing, setWishing] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  useAnnounced(session);

  const wish = (asked: SessionWishBody) => ask(() => api.wishSession(inbox.id, asked));
  const turnOn = () => ask(() => api.updateInbox(inbox.id, { enabled: true }));

  async function ask(call: () => Promise<unknown>) {
    setWishing(true);
    setProblem(null);
    try {
      await call();
      await queries.invalidateQueries({ queryKey: ["inboxes"] });
    } catch (error) {
      setProblem(channelErrorText(error));
    } finally {
      setWishing(false);
    }
  }

  const onWish = (asked: SessionWishBody) => void wish(asked);
  return (
    <Panel title={t("pairing.title")}>
      {inbox.enabled ? (
        <BySession session={session} isWishing={isWishing} onWish={onWish} />
      ) : (
        <>
          <Callout tone="neutral">{t("pairing.off")}</Callout>
          <div>
            <Button isPending={isWishing} onPress={() => void turnOn()}>
              {t("pairing.turnOn")}
            </Button>
          </div>
        </>
      )}
      <WishProblem text={problem} />
    </Panel>
  );
}

interface BySessionProps {
  readonly session: PairingSessionView | null;
  readonly isWishing: boolean;
  readonly onWish: (wish: SessionWishBody) => void;
}

function BySession({ session, isWishing, onWish }: BySessionProps) {
  const t = useT();
  const isOnline = useIsOnline();
  const offline = isOnline ? undefined : t("problem.needsConnection");
  const reason = session === null ? null : sessionReason(session);
  const pairAgain = (
    <Button
      key="pair"
      variant="primary"
      isPending={isWishing}
      disabledReason={offline}
      onPress={() => onWish({ kind: "pair", method: "qr" })}
    >
      {t("pairing.again")}
    </Button>
  );
  const restart = (
    <Button
      key="restart"
      icon={<RotateCw />}
      isPending={isWishing}
      disabledReason={offline}
      onPress={() => onWish({ kind: "restart" })}
    >
      {t("pairing.restart")}
    </Button>
  );
  switch (session?.state) {
    case undefined:
    case "launching":
      // Known already: it is connected again, and no code will be shown.
      return session?.account == null ? (
        <PairingPanel pairing={null} isWishing={isWishing} onWish={onWish} />
      ) : (
        <Told tone="info" icon={<LoaderCircle />} title={t("pairing.reconnecting")} text={reason} />
      );
    case "awaiting-scan":
      return <PairingPanel pairing={session.pairing} isWishing={isWishing} onWish={onWish} />;
    case "syncing":
      return (
        <Told
          tone="info"
          icon={<LoaderCircle />}
          title={t("pairing.syncing")}
          text={
            session.backlog === null
              ? t("pairing.syncingText")
              : t("pairing.backlog", { count: session.backlog })
          }
        />
      );
    case "ready":
      return (
        <Connected session={session} restart={restart} isWishing={isWishing} onWish={onWish} />
      );
    case "degraded":
    case "backing-off":
      return (
        <Told
          tone="warn"
          icon={<TriangleAlert />}
          title={t(`pairing.title.${session.state}`)}
          text={reason}
          detail={session.detail}
          action={restart}
        />
      );
    case "logged-out":
      return (
        <Told
          tone="danger"
          icon={<Unplug />}
          title={t("pairing.title.logged-out")}
          text={reason}
          action={pairAgain}
        />
      );
    case "failed":
      return (
        <Told
          tone="danger"
          icon={<TriangleAlert />}
          title={t("pairing.title.failed")}
          text={reason}
          detail={session.detail}
          action={
            <>
              {restart}
              {pairAgain}
            </>
          }
        />
      );
    case "stopped":
      return (
        <Told
          tone="neutral"
          title={t("pairing.title.stopped")}
          text={reason ?? t("pairing.stoppedText")}
          action={restart}
        />
      );
  }
}

interface ToldProps {
  readonly tone: "info" | "warn" | "danger" | "neutral";
  readonly icon?: ReactNode;
  readonly title: string;
  readonly text: string | null;
  readonly detail?: string | null;
  readonly action?: ReactNode;
}

function Told({ tone, icon, title, text, detail, action }: ToldProps) {
  return (
    <>
      <Callout tone={tone} icon={icon} title={title}>
        {text !== null && <p className="first-letter:uppercase">{text}</p>}
        {detail != null && detail !== text && (
          <p className="font-mono text-12 wrap-anywhere">{detail}</p>
        )}
      </Callout>
      {action !== undefined && <div className="flex flex-wrap gap-2">{action}</div>}
    </>
  );
}

interface ConnectedProps {
  readonly session: PairingSessionView;
  readonly restart: ReactNode;
  readonly isWishing: boolean;
  readonly onWish: (wish: SessionWishBody) => void;
}

function Connected({ session, restart, isWishing, onWish }: ConnectedProps) {
  const t = useT();
  const isOnline = useIsOnline();
  const [asks, setAsks] = useState(false);
  const { account, backlog } = session;
  const whose = [account?.name, account?.phone && addressText(`tel:${account.phone}`)];
  return (
    <>
      <Callout tone="ok" icon={<CircleCheck />} title={t("pairing.connected")}>
        {whose.filter(Boolean).join(" · ")}
        {backlog !== null && <p>{t("pairing.backlog", { count: backlog })}</p>}
      </Callout>
      <div className="flex flex-wrap gap-2">
        {restart}
        <Button
          icon={<LogOut />}
          disabledReason={isOnline ? undefined : t("problem.needsConnection")}
          onPress={() => setAsks(true)}
        >
          {t("pairing.logOut")}
        </Button>
      </div>
      <Dialog
        isOpen={asks}
        onOpenChange={setAsks}
        role="alertdialog"
        size="small"
        title={t("pairing.logOutTitle")}
        closeLabel={t("action.close")}
        description={t("pairing.logOutText")}
        footer={
          <>
            <Button onPress={() => setAsks(false)}>{t("action.cancel")}</Button>
            <Button
              variant="danger"
              isPending={isWishing}
              onPress={() => {
                onWish({ kind: "log-out" });
                setAsks(false);
              }}
            >
              {t("pairing.logOut")}
            </Button>
          </>
        }
      />
    </>
  );
}

/** A change of state is said once; codes that follow one another are not. */
function useAnnounced(session: PairingSessionView | null): void {
  const t = useT();
  const { announcer } = useWorkspace();
  const state = session?.state;
  const before = useRef(state);
  useEffect(() => {
    const was = before.current;
    before.current = state;
    if (state === undefined || was === undefined || was === state) return;
    announcer.announce(t(`session.state.${state}`));
  }, [state, announcer, t]);
}
