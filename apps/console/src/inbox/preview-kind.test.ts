import { previewKind } from "./preview-kind.ts";

test.each([
  ["audio/ogg", "audio"],
  ["image/jpeg", "image"],
  ["video/mp4", "video"],
  ["application/pdf", "file"],
  ["PTT-20261127-WA0001.opus", "audio"],
  ["Comprovante de pagamento.PDF", "file"],
  ["foto da tampa.jpeg", "image"],
  ["Bom dia, e a entrega?", null],
  ["Chegou hoje.", null],
  ["e/ou", null],
  ["", null],
])("%s", (preview, kind) => {
  expect(previewKind(preview)).toBe(kind);
});
