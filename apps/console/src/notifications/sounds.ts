import type { NewsKind } from "./notification-choices.ts";

/** More often is noise: what comes meanwhile is told by the same sound. */
const SOUND_INTERVAL_MS = 4_000;
const TONE_MS = 140;
const VOLUME = 0.12;

/** Notes in Hz, one after the other; each kind has its own tune. */
const TUNES: Readonly<Record<NewsKind, readonly number[]>> = {
  assigned: [523, 659, 784],
  message: [659],
  mention: [784, 659],
  sla: [440, 440, 440],
  queue: [392],
};

let context: AudioContext | undefined;
let soundedAt = Number.NEGATIVE_INFINITY;

/** Plays a tune now, whatever was played before. @returns whether the browser let it */
export async function playTune(kind: NewsKind): Promise<boolean> {
  // Before the person has touched the page no browser lets it, and each says so in its console.
  if (!navigator.userActivation.hasBeenActive) return false;
  try {
    context ??= new AudioContext();
    await context.resume();
    TUNES[kind].forEach((frequency, index) => {
      playTone(context as AudioContext, frequency, (index * TONE_MS) / 1_000);
    });
    return context.state === "running";
  } catch {
    // No audio device.
    return false;
  }
}

/** Plays it unless something sounded a moment ago. @param now ms on any clock that goes on */
export function sound(kind: NewsKind, now: number): void {
  if (now - soundedAt < SOUND_INTERVAL_MS) return;
  soundedAt = now;
  void playTune(kind);
}

function playTone(audio: AudioContext, frequency: number, after: number): void {
  const begin = audio.currentTime + after;
  const end = begin + TONE_MS / 1_000;
  const tone = audio.createOscillator();
  const gain = audio.createGain();
  tone.frequency.value = frequency;
  // In and out in a few ms: a hard edge clicks.
  gain.gain.setValueAtTime(0, begin);
  gain.gain.linearRampToValueAtTime(VOLUME, begin + 0.01);
  gain.gain.linearRampToValueAtTime(0, end);
  tone.connect(gain).connect(audio.destination);
  tone.start(begin);
  tone.stop(end);
}
