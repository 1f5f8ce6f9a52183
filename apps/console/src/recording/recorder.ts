import { create } from "zustand";
import { type Container, chooseContainer } from "./choose-container.ts";
import { type Trouble, troubleOf } from "./trouble.ts";

export type Recording =
  | { readonly kind: "asking" }
  | { readonly kind: "running"; readonly since: number }
  /** Its packets are put together: a moment. */
  | { readonly kind: "ending" }
  | Recorded
  | { readonly kind: "failed"; readonly because: Trouble };

export interface Recorded {
  readonly kind: "recorded";
  readonly file: File;
  /** Of the bytes, for listening. */
  readonly url: string;
  readonly lengthSeconds: number;
  /** It was ended by us, since it was as long as may be. */
  readonly isFull: boolean;
}

/**
 * What is spoken, by conversation. It outlives the screen, so that whoever looks elsewhere meanwhile finds it
 * where they left it; the page asks before it is left with something that was not sent.
 */
export const useRecordings = create<Readonly<Record<string, Recording>>>(() => ({}));

/** Speech is as clear with more, and two minutes stay below what WhatsApp plays at once (512 KB). */
const BITS_PER_SECOND = 24_000;
/** What somebody says in one go; nobody notices a microphone that was left on for hours. */
export const RECORDING_MAX_MS = 15 * 60_000;
/** What was said is not lost with a microphone that is pulled out. */
const SLICE_MS = 1_000;

/** The one that runs: there is one microphone. */
let running: { readonly conversationId: string; readonly recorder: MediaRecorder } | undefined;

export async function record(conversationId: string): Promise<void> {
  set(conversationId, { kind: "asking" });
  const container =
    typeof MediaRecorder === "undefined"
      ? undefined
      : chooseContainer((type) => MediaRecorder.isTypeSupported(type));
  // Not there on pages without TLS.
  if (container === undefined || navigator.mediaDevices === undefined) {
    return set(conversationId, { kind: "failed", because: "no-support" });
  }
  let stream: MediaStream;
  try {
    // WhatsApp takes voice messages of one channel.
    stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } });
  } catch (error) {
    if (isAsking(conversationId))
      set(conversationId, { kind: "failed", because: troubleOf(error) });
    return;
  }
  // Whoever asked went elsewhere before the browser was answered.
  if (!isAsking(conversationId)) return hangUp(stream);
  begin(conversationId, container, stream);
}

function begin(conversationId: string, container: Container, stream: MediaStream): void {
  const { recordedAs: mimeType } = container;
  const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: BITS_PER_SECOND });
  const parts: Blob[] = [];
  let since = performance.now();
  let full: ReturnType<typeof setTimeout> | undefined;
  let isFull = false;
  recorder.onstart = () => {
    since = performance.now();
    full = setTimeout(() => {
      isFull = true;
      recorder.stop();
    }, RECORDING_MAX_MS);
    set(conversationId, { kind: "running", since });
  };
  recorder.ondataavailable = ({ data }) => parts.push(data);
  // Also when the microphone is taken away.
  recorder.onstop = async () => {
    clearTimeout(full);
    hangUp(stream);
    // Thrown away while it ran.
    if (running?.recorder !== recorder) return;
    running = undefined;
    set(conversationId, { kind: "ending" });
    const lengthMs = performance.now() - since;
    const spoken = new Blob(parts, { type: mimeType });
    const recording = await recordedOf(spoken, container, lengthMs);
    if (useRecordings.getState()[conversationId]?.kind !== "ending") return;
    set(conversationId, recording.kind === "recorded" ? { ...recording, isFull } : recording);
  };
  running = { conversationId, recorder };
  recorder.start(SLICE_MS);
}

async function recordedOf(
  spoken: Blob,
  { becomesOgg, mimeType, extension }: Container,
  lengthMs: number,
): Promise<Recording> {
  if (spoken.size === 0) return { kind: "failed", because: "empty" };
  const bytes = becomesOgg ? await inOgg(spoken) : spoken;
  if (bytes === undefined) return { kind: "failed", because: "empty" };
  const file = new File([bytes], `voz-${stamp()}.${extension}`, { type: mimeType });
  const url = URL.createObjectURL(file);
  return { kind: "recorded", file, url, lengthSeconds: lengthMs / 1_000, isFull: false };
}

/** @returns `undefined` where there was not a packet in it */
async function inOgg(spoken: Blob): Promise<Blob | undefined> {
  const { toOgg } = await import("./to-ogg.ts");
  return toOgg(spoken).catch(() => undefined);
}

/** Ends what runs there; what was said is kept. Of a question that nobody answered yet nothing is kept. */
export function stopRecording(conversationId: string): void {
  if (running?.conversationId === conversationId) end(running.recorder);
  else if (isAsking(conversationId)) forget(conversationId);
}

/** Throws it away. @returns what can be put back with {@link putBack} */
export function discardRecording(conversationId: string): Recorded | undefined {
  const recording = useRecordings.getState()[conversationId];
  forget(conversationId);
  if (running?.conversationId === conversationId) {
    const { recorder } = running;
    running = undefined;
    end(recorder);
  }
  return recording?.kind === "recorded" ? recording : undefined;
}

/** Unless something new was spoken there meanwhile. @returns whether it is there again */
export function putBack(conversationId: string, recording: Recorded): boolean {
  if (useRecordings.getState()[conversationId] !== undefined) return false;
  set(conversationId, recording);
  return true;
}

/** A microphone that was taken away has ended it already. */
function end(recorder: MediaRecorder): void {
  if (recorder.state !== "inactive") recorder.stop();
}

function isAsking(conversationId: string): boolean {
  return useRecordings.getState()[conversationId]?.kind === "asking";
}

function hangUp(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

function set(conversationId: string, recording: Recording): void {
  useRecordings.setState({ [conversationId]: recording });
  holdPage();
}

function forget(conversationId: string): void {
  const { [conversationId]: _gone, ...others } = useRecordings.getState();
  useRecordings.setState(others, true);
  holdPage();
}

const askBeforeLeaving = (event: BeforeUnloadEvent) => event.preventDefault();

function holdPage(): void {
  const holds = Object.values(useRecordings.getState()).some(({ kind }) => kind !== "failed");
  if (holds) addEventListener("beforeunload", askBeforeLeaving);
  else removeEventListener("beforeunload", askBeforeLeaving);
}

/** 2026-11-29-14-05: what its name is where it is a file among others. */
function stamp(): string {
  const now = new Date();
  const two = (part: number) => String(part).padStart(2, "0");
  const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())];
  return [...day, two(now.getHours()), two(now.getMinutes())].join("-");
}
