import { mediaBody } from "./cloud/send/message-body.ts";
import { isVoice } from "./is-voice.ts";

test.each([
  ["audio/ogg", true, true],
  ["audio/ogg; codecs=opus", true, true],
  // What a browser of Apple's records: WhatsApp would not transcribe it, and shows it as a sound.
  ["audio/mp4", true, false],
  // A file that somebody had.
  ["audio/ogg", undefined, false],
  ["video/ogg", true, false],
] as const)("%s, spoken: %s, goes as a voice message: %s", (mimeType, spoken, expected) => {
  expect(isVoice({ mimeType, ...(spoken && { isVoice: spoken }) })).toBe(expected);
});

test("a voice message is an audio that says so; other kinds never do", () => {
  const file = { id: "900", fileName: "voz.ogg", isVoice: true };
  expect(mediaBody("audio", file)).toEqual({ type: "audio", audio: { id: "900", voice: true } });
  expect(mediaBody("audio", { ...file, isVoice: false })).toEqual({
    type: "audio",
    audio: { id: "900" },
  });
  expect(mediaBody("document", file)).toEqual({
    type: "document",
    document: { id: "900", filename: "voz.ogg" },
  });
});
