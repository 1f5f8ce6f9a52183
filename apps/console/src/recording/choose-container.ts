/** In what a browser records, and whether that becomes a voice message of WhatsApp: Opus in Ogg. */
export interface Container {
  /** As `MediaRecorder` is asked for it. */
  readonly recordedAs: string;
  /** `true`: its packets are Opus, and are put into Ogg afterwards. */
  readonly becomesOgg: boolean;
  readonly mimeType: "audio/ogg" | "audio/mp4";
  readonly extension: "ogg" | "m4a";
}

const OGG = { mimeType: "audio/ogg", extension: "ogg" } as const;

/** The best first. Firefox records Ogg, Chromium WebM, Safari MP4. */
const CONTAINERS: readonly Container[] = [
  { recordedAs: "audio/ogg;codecs=opus", becomesOgg: false, ...OGG },
  { recordedAs: "audio/webm;codecs=opus", becomesOgg: true, ...OGG },
  { recordedAs: "audio/mp4", becomesOgg: false, mimeType: "audio/mp4", extension: "m4a" },
];

/** @returns `undefined` where a browser records nothing that WhatsApp plays */
export function chooseContainer(records: (mimeType: string) => boolean): Container | undefined {
  return CONTAINERS.find(({ recordedAs }) => records(recordedAs));
}
