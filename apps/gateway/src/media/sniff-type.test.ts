import { pictureType, sniffType } from "./sniff-type.ts";

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

test.each([
  ["%PDF-1.7", "a.png", "application/pdf"],
  ["  <!DOCTYPE html><p>", "a.png", "text/html"],
  ["\xef\xbb\xbf<svg onload=x>", "a.png", "image/svg+xml"],
  ["<?xml version='1.0'?><SVG>", "a.txt", "image/svg+xml"],
  ["<script>alert(1)</script>", "a.jpg", "text/html"],
  ["MZ\x90", "photo.jpg", "application/x-msdownload"],
  [
    "PK\x03\x04",
    "a.docx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  ],
  ["PK\x03\x04", "a.jpg", "application/zip"],
  ["Olá, tudo bem?\n", "a.html", "text/plain"],
  ["\0\x01\x02", "a.txt", "application/octet-stream"],
])("%j called %s is %s", (head, name, type) => {
  expect(sniffType(latin1(head), name)).toBe(type);
});
