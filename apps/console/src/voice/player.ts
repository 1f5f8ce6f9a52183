import { create } from "zustand";

/** Something that was recorded, and where it stands. */
export interface Track {
  /** One message may have several recordings: their addresses tell them apart. */
  readonly url: string;
  readonly conversationId: string;
  readonly seq: number;
  /** "Voz de Marina Costa". */
  readonly title: string;
  /** As the server measured it; `null` where nobody knows. */
  readonly lengthSeconds: number | null;
}

export const RATES = [1, 1.5, 2] as const;
export type Rate = (typeof RATES)[number];

export interface PlayerState {
  readonly track: Track | null;
  readonly isPlaying: boolean;
  readonly isBroken: boolean;
  readonly atSeconds: number;
  /** As its message says, until the file itself does. */
  readonly lengthSeconds: number | null;
  readonly rate: Rate;
}

/** What is being listened to: one recording at a time, whatever is on screen. */
export const usePlayer = create<PlayerState>(() => ({
  track: null,
  isPlaying: false,
  isBroken: false,
  atSeconds: 0,
  lengthSeconds: null,
  rate: 1,
}));

let element: HTMLAudioElement | undefined;

/** Made when somebody first listens; it outlives every screen. */
function audio(): HTMLAudioElement {
  if (element !== undefined) return element;
  const made = new Audio();
  const set = usePlayer.setState;
  made.addEventListener("play", () => set({ isPlaying: true, isBroken: false }));
  made.addEventListener("pause", () => set({ isPlaying: false }));
  made.addEventListener("timeupdate", () => set({ atSeconds: made.currentTime }));
  made.addEventListener("ended", () => set({ isPlaying: false, atSeconds: 0 }));
  made.addEventListener("error", () => {
    // Taking the address away is no failure.
    if (usePlayer.getState().track !== null) set({ isPlaying: false, isBroken: true });
  });
  made.addEventListener("durationchange", () => {
    if (Number.isFinite(made.duration)) set({ lengthSeconds: made.duration });
  });
  element = made;
  return made;
}

/** Plays a recording, or goes on with it; another one that was playing stops. */
export function play(track: Track): void {
  const made = take(track);
  made.playbackRate = usePlayer.getState().rate;
  // A browser that refuses says why by the element's error, and shows it there.
  made.play().catch(() => usePlayer.setState({ isPlaying: false }));
}

export function pause(): void {
  element?.pause();
}

/** Goes to a place in a recording, which need not have been played: then it begins there. */
export function seek(track: Track, seconds: number): void {
  take(track).currentTime = seconds;
  usePlayer.setState({ atSeconds: seconds });
}

/** The recording that all else is about from now on. */
function take(track: Track): HTMLAudioElement {
  const made = audio();
  if (usePlayer.getState().track?.url === track.url) return made;
  const { lengthSeconds } = track;
  usePlayer.setState({ track, atSeconds: 0, lengthSeconds, isBroken: false });
  made.src = track.url;
  return made;
}

/** 1× → 1.5× → 2× → 1×; stays for whatever is played next. */
export function changeRate(): void {
  const { rate: before } = usePlayer.getState();
  const rate = RATES[(RATES.indexOf(before) + 1) % RATES.length] ?? 1;
  usePlayer.setState({ rate });
  if (element !== undefined) element.playbackRate = rate;
}

/** Nothing is listened to any more. */
export function stop(): void {
  usePlayer.setState({ track: null, isPlaying: false, atSeconds: 0, lengthSeconds: null });
  if (element === undefined) return;
  element.pause();
  element.removeAttribute("src");
  element.load();
}
