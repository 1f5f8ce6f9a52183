import { pictureType } from "./picture-type.ts";

const latin1 = (text: string) => Buffer.from(text, "latin1");

test.each([
  ["\x89PNG\r\n\x1a\n rest", "image/png"],
  ["\xff\xd8\xff\xe0", "image/jpeg"],
  ["GIF89a", "image/gif"],
  ["RIFF\0\0\0\0WEBPVP8 ", "image/webp"],
  ["\0\0\0\x1cftypavif", "image/avif"],
])("%j is a picture: %s", (head, type) => {
  expect(pictureType(latin1(head))).toBe(type);
});

test.each([
  "<svg xmlns='http://www.w3.org/2000/svg'/>",
  "<?xml version='1.0'?><svg/>",
  "<html>",
  "GIF",
  "%PDF-1.7",
  "RIFF\0\0\0\0WAVE",
  "",
])("%j is none", (head) => {
  expect(pictureType(latin1(head))).toBeUndefined();
});
