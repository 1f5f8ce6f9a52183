import { AudioPlayer } from "@circuito/ui";
import { Mic } from "lucide-react";
import { useT } from "../i18n/translate.ts";
import { changeRate, pause, play, seek, type Track, usePlayer } from "./player.ts";
import { positionText, rateText } from "./voice-words.ts";

interface VoicePlayerProps {
  readonly track: Track;
  /** Above the player: a voice message, or the name of a file. */
  readonly label: string;
  readonly isVoice: boolean;
}

/** A recording in its bubble: it goes on when the conversation is left. */
export function VoicePlayer({ track, label, isVoice }: VoicePlayerProps) {
  const t = useT();
  const isMine = usePlayer((player) => player.track?.url === track.url);
  const isPlaying = usePlayer((player) => isMine && player.isPlaying);
  const isBroken = usePlayer((player) => isMine && player.isBroken);
  const atSeconds = usePlayer((player) => (isMine ? Math.floor(player.atSeconds) : 0));
  const lengthSeconds = usePlayer((player) =>
    isMine ? player.lengthSeconds : track.lengthSeconds,
  );
  const rate = usePlayer((player) => player.rate);
  return (
    <span className="mt-1 flex w-80 max-w-full flex-col gap-1">
      <span className="flex items-center gap-1.5 text-12 text-fg-2 [&>svg]:size-3.5">
        {isVoice && <Mic aria-hidden="true" />}
        {label}
      </span>
      <AudioPlayer
        label={track.title}
        playLabel={t("voice.play")}
        pauseLabel={t("voice.pause")}
        positionLabel={t("voice.position")}
        isPlaying={isPlaying}
        atSeconds={atSeconds}
        lengthSeconds={lengthSeconds}
        timeText={positionText(atSeconds, lengthSeconds)}
        rateText={rateText(rate)}
        rateLabel={t("voice.rate", { rate: rateText(rate) })}
        onPlay={() => play(track)}
        onPause={pause}
        onSeek={(seconds) => seek(track, seconds)}
        onRate={changeRate}
      />
      {isBroken && <span className="text-12 text-danger-text">{t("voice.broken")}</span>}
    </span>
  );
}
