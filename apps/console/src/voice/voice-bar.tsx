import { AudioPlayer, Button, IconButton } from "@circuito/ui";
import { AudioLines, X } from "lucide-react";
import { useT } from "../i18n/translate.ts";
import { useInboxPlace } from "../workspace/navigation.ts";
import { changeRate, pause, play, seek, stop, usePlayer } from "./player.ts";
import { positionText, rateText } from "./voice-words.ts";

/** What is listened to while something else is on screen: to be paused, and gone back to. */
export function VoiceBar() {
  const t = useT();
  const { conversationId, open } = useInboxPlace();
  const { track, isPlaying, atSeconds, lengthSeconds, rate } = usePlayer();
  if (track === null || track.conversationId === conversationId) return null;
  const at = Math.floor(atSeconds);
  return (
    <div className="flex h-10 flex-none items-center gap-2 border-line-subtle border-b bg-surface px-3">
      <Button
        size="small"
        variant="ghost"
        icon={<AudioLines />}
        className="min-w-0 flex-none max-w-64"
        onPress={() => open(track.conversationId, { seq: track.seq })}
      >
        {track.title}
      </Button>
      <AudioPlayer
        className="max-w-lg grow"
        label={track.title}
        playLabel={t("voice.play")}
        pauseLabel={t("voice.pause")}
        positionLabel={t("voice.position")}
        isPlaying={isPlaying}
        atSeconds={at}
        lengthSeconds={lengthSeconds}
        timeText={positionText(at, lengthSeconds)}
        rateText={rateText(rate)}
        rateLabel={t("voice.rate", { rate: rateText(rate) })}
        onPlay={() => play(track)}
        onPause={pause}
        onSeek={(seconds) => seek(track, seconds)}
        onRate={changeRate}
        end={<IconButton size="small" label={t("voice.stop")} icon={<X />} onPress={stop} />}
      />
    </div>
  );
}
