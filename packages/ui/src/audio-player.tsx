import { Pause, Play } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { classNames } from "./class-names.ts";
import { IconButton } from "./icon-button.tsx";

export interface AudioPlayerProps {
  /** What it is: "Voz de Marina Costa". */
  readonly label: string;
  readonly playLabel: string;
  readonly pauseLabel: string;
  /** Name of the slider: "Posição". */
  readonly positionLabel: string;
  readonly isPlaying: boolean;
  readonly atSeconds: number;
  /** `null` where nobody knows yet: then there is nothing to seek in. */
  readonly lengthSeconds: number | null;
  /** "0:07 / 0:42". */
  readonly timeText: string;
  /** "1,5×". */
  readonly rateText: string;
  /** "Velocidade: 1,5×". */
  readonly rateLabel: string;
  readonly onPlay: () => void;
  readonly onPause: () => void;
  readonly onSeek: (seconds: number) => void;
  readonly onRate: () => void;
  /** After the rate: a button to close the bar. */
  readonly end?: ReactNode;
  readonly className?: string | undefined;
}

/** Arrows move by this much; long enough to hear a word again. */
const STEP_SECONDS = 1;

/** Plays a recording: a button, a slider that arrows move, the time, and how fast. */
export function AudioPlayer(props: AudioPlayerProps) {
  const { label, isPlaying, atSeconds, lengthSeconds, timeText, end, className } = props;
  const length = lengthSeconds ?? 0;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div
      role="group"
      aria-label={label}
      className={classNames("flex items-center gap-1.5", className)}
    >
      <IconButton
        size="small"
        variant="secondary"
        label={isPlaying ? props.pauseLabel : props.playLabel}
        icon={isPlaying ? <Pause /> : <Play />}
        onPress={isPlaying ? props.onPause : props.onPlay}
      />
      <input
        type="range"
        aria-label={props.positionLabel}
        aria-valuetext={timeText}
        min={0}
        max={Math.max(length, STEP_SECONDS)}
        step={STEP_SECONDS}
        value={Math.min(atSeconds, length)}
        disabled={lengthSeconds === null}
        onChange={(event) => props.onSeek(event.target.valueAsNumber)}
        className="ring-focus h-6 min-w-12 grow cursor-pointer rounded-key accent-(--accent) disabled:cursor-default"
      />
      <span className="flex-none text-12 tabular-nums text-fg-2">{timeText}</span>
      <Button
        size="small"
        variant="ghost"
        aria-label={props.rateLabel}
        className="min-w-10 flex-none tabular-nums"
        onPress={props.onRate}
      >
        {props.rateText}
      </Button>
      {end}
    </div>
  );
}
