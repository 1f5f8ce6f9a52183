import { Button, Callout } from "@circuito/ui";
import { Mic, MicOff, Paperclip, Square, Trash2 } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { playTime } from "../i18n/format.ts";
import { type MessageId, useT } from "../i18n/translate.ts";
import { stop, usePlayer } from "../voice/player.ts";
import { VoicePlayer } from "../voice/voice-player.tsx";
import { focusSoon } from "../workspace/panes.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import {
  discardRecording,
  putBack,
  type Recorded,
  record,
  stopRecording,
  useRecordings,
} from "./recorder.ts";
import type { Trouble } from "./trouble.ts";

interface RecordingPanelProps {
  readonly conversationId: string;
  /** @returns whether it goes with the reply now */
  readonly onAttach: (file: File) => boolean;
}

/** What is being spoken for this conversation: how long already, then to be heard, thrown away or attached. */
export function RecordingPanel({ conversationId, onAttach }: RecordingPanelProps) {
  const t = useT();
  const recording = useRecordings((all) => all[conversationId]);
  const discard = useDiscard(conversationId);
  useSpokenChanges(recording?.kind, recording?.kind === "recorded" ? recording : undefined);
  // Whoever looks elsewhere is not listened to any more; what they said is here when they come back.
  useEffect(() => () => stopRecording(conversationId), [conversationId]);
  if (recording === undefined) return null;
  switch (recording.kind) {
    case "asking":
      return (
        <Panel text={t("voice.asking")}>
          <Button size="small" onPress={() => stopRecording(conversationId)}>
            {t("action.cancel")}
          </Button>
        </Panel>
      );
    case "running":
      return (
        <Panel text={<Running since={recording.since} />}>
          <Button size="small" icon={<Trash2 />} variant="ghost" onPress={discard}>
            {t("action.discard")}
          </Button>
          <Button
            autoFocus
            size="small"
            icon={<Square />}
            onPress={() => stopRecording(conversationId)}
          >
            {t("voice.end")}
          </Button>
        </Panel>
      );
    case "ending":
      return <Panel text={t("voice.ending")} />;
    case "recorded":
      return (
        <Panel text={<Listen conversationId={conversationId} recorded={recording} />}>
          <Button size="small" icon={<Trash2 />} variant="ghost" onPress={discard}>
            {t("action.discard")}
          </Button>
          <Button
            autoFocus
            size="small"
            icon={<Paperclip />}
            onPress={() => {
              if (!onAttach(recording.file)) return;
              discardRecording(conversationId);
              URL.revokeObjectURL(recording.url);
              focusSoon("composer");
            }}
          >
            {t("voice.attach")}
          </Button>
        </Panel>
      );
    case "failed":
      return (
        <div className="px-2 pb-2">
          <Callout
            tone="warn"
            icon={<MicOff />}
            action={
              <span className="flex flex-wrap gap-2">
                {recording.because !== "no-support" && (
                  <Button size="small" onPress={() => void record(conversationId)}>
                    {t("action.retry")}
                  </Button>
                )}
                <Button
                  size="small"
                  variant="ghost"
                  onPress={() => {
                    discardRecording(conversationId);
                    focusSoon("composer");
                  }}
                >
                  {t("action.close")}
                </Button>
              </span>
            }
          >
            {t(TROUBLES[recording.because])}
          </Callout>
        </div>
      );
  }
}

const TROUBLES: Readonly<Record<Trouble, MessageId>> = {
  "no-support": "voice.trouble.no-support",
  "no-microphone": "voice.trouble.no-microphone",
  refused: "voice.trouble.refused",
  busy: "voice.trouble.busy",
  empty: "voice.trouble.empty",
};

interface PanelProps {
  readonly text: ReactNode;
  readonly children?: ReactNode;
}

function Panel({ text, children }: PanelProps) {
  const t = useT();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div
      role="group"
      aria-label={t("voice.recorder")}
      className="mx-2 mb-2 flex min-w-0 flex-wrap items-center gap-x-3 gap-y-2 rounded-control border border-line-subtle px-3 py-2 text-13"
    >
      <span className="flex min-w-0 grow flex-col gap-1">{text}</span>
      <span className="ms-auto flex flex-none gap-2">{children}</span>
    </div>
  );
}

/** Time that goes by is read by whoever asks for it, and announced to nobody. */
function Running({ since }: { readonly since: number }) {
  const t = useT();
  const [now, setNow] = useState(since);
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 250);
    return () => clearInterval(timer);
  }, []);
  return (
    <span className="flex items-center gap-2">
      <span aria-hidden="true" className="size-2.5 flex-none rounded-full bg-danger" />
      {t("voice.running")}
      <span role="timer" className="font-medium tabular-nums">
        {playTime(Math.max(0, now - since) / 1_000)}
      </span>
    </span>
  );
}

interface ListenProps {
  readonly conversationId: string;
  readonly recorded: Recorded;
}

function Listen({ conversationId, recorded }: ListenProps) {
  const t = useT();
  const { file, url, lengthSeconds, isFull } = recorded;
  useEffect(
    () => () => {
      if (usePlayer.getState().track?.url === url) stop();
    },
    [url],
  );
  const title = t("voice.own");
  return (
    <>
      <VoicePlayer
        track={{ url, conversationId, seq: 0, title, lengthSeconds }}
        label={title}
        isVoice
      />
      {isFull && <span className="text-12 text-fg-2">{t("voice.full")}</span>}
      {file.type !== "audio/ogg" && (
        <span className="flex items-start gap-1.5 text-12 text-fg-2 [&>svg]:mt-0.5 [&>svg]:size-3.5 [&>svg]:flex-none">
          <Mic aria-hidden="true" />
          {t("voice.asSound")}
        </span>
      )}
    </>
  );
}

/** Thrown away at once, and there again by one press while the toast stands. */
function useDiscard(conversationId: string): () => void {
  const t = useT();
  const { toasts } = useWorkspace();
  return () => {
    const recorded = discardRecording(conversationId);
    focusSoon("composer");
    if (recorded === undefined) return;
    const forget = () => URL.revokeObjectURL(recorded.url);
    toasts.add({
      text: t("voice.discarded"),
      action: {
        label: t("action.undo"),
        onAction: () => {
          if (!putBack(conversationId, recorded)) forget();
        },
      },
      onClose: forget,
    });
  };
}

/** That it runs and that it ended is said: who does not see the panel would talk to nobody. */
function useSpokenChanges(kind: string | undefined, recorded: Recorded | undefined): void {
  const t = useT();
  const { announcer } = useWorkspace();
  const lengthSeconds = recorded?.lengthSeconds;
  useEffect(() => {
    if (kind === "running") announcer.announce(t("voice.running"));
    if (kind === "recorded" && lengthSeconds !== undefined) {
      announcer.announce(t("voice.ended", { time: playTime(lengthSeconds) }));
    }
  }, [announcer, kind, lengthSeconds, t]);
}
