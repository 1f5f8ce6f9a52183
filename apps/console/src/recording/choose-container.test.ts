import { chooseContainer } from "./choose-container.ts";

test.each([
  ["Firefox", ["audio/ogg;codecs=opus", "audio/webm;codecs=opus"], "audio/ogg", false],
  ["Chromium", ["audio/webm;codecs=opus", "audio/mp4;codecs=opus", "audio/mp4"], "audio/ogg", true],
  ["Safari", ["audio/mp4"], "audio/mp4", false],
])("%s records what WhatsApp plays", (_, supported, mimeType, becomesOgg) => {
  const chosen = chooseContainer((type) => supported.includes(type));
  expect(chosen).toMatchObject({ mimeType, becomesOgg });
});

test("a browser that records nothing of it has no container", () => {
  expect(chooseContainer((type) => type === "video/x-matroska")).toBeUndefined();
});
