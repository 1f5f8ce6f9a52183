import { describeFile } from "./describe-file.ts";

const bytes = (latin1: string): Buffer => Buffer.from(latin1, "latin1");
const JPEG = bytes("\xff\xd8\xff\xe0\0\x10JFIF\0\x01");

test.each([
  ["a picture of a phone gets a name that opens", JPEG, "file-1", "image/jpeg", "file-1.jpg"],
  ["a name that it has is kept", JPEG, "férias.jpeg", "image/jpeg", "férias.jpeg"],
  ["a name is no path", JPEG, "../../etc/passwd", "image/jpeg", "passwd.jpg"],
  ["a lie about the type is not believed", JPEG, "a.pdf", "application/pdf", "a.pdf"],
])("%s", (_, beginning, fileName, mimeType, shown) => {
  const described = describeFile(beginning, { fileName, mimeType });
  expect(described).toEqual({ fileName: shown, mimeType: "image/jpeg", warning: undefined });
});

test.each([
  ["a program", bytes("MZ\x90\0"), "photo.jpg", "application/octet-stream"],
  ["a page", bytes("<html><script>"), "file-1", "text/plain"],
  ["a drawing that may bring a script", bytes("\xef\xbb\xbf<svg onload=x>"), "a.png", "text/plain"],
  ["a picture that is called a program", JPEG, "photo.jpg.exe", "image/jpeg"],
])("%s comes with a warning", (_, beginning, fileName, mimeType) => {
  const described = describeFile(beginning, { fileName, mimeType: "image/jpeg" });
  expect(described).toMatchObject({ mimeType, warning: "dangerous" });
});

test("a spreadsheet's text that begins with a byte order mark is what its sender says", () => {
  const said = { fileName: "pedidos.csv", mimeType: "text/csv" };
  const described = describeFile(bytes("\xef\xbb\xbfpedido;valor\r\n"), said);
  expect(described).toEqual({ ...said, warning: undefined });
});

const OGG = bytes("OggS\0\x02\0\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\0\0\0\0\x01\x13OpusHead\x01\x01");
const MP4 = bytes("\0\0\0\x18ftypmp42\0\0\0\0mp42isom");

test.each([
  ["a voice message", OGG, "audio/ogg; codecs=opus", "audio/ogg", "file-1.ogg"],
  ["sound of an iPhone", MP4, "audio/mp4", "audio/mp4", "file-1.m4a"],
  ["a film", MP4, "video/mp4", "video/mp4", "file-1.mp4"],
  ["a container with something else in it", OGG, "application/pdf", "application/ogg", "file-1"],
  ["a film that is called a page", MP4, "text/html", "video/mp4", "file-1.mp4"],
])("%s is what its sender says, where it can be", (_, beginning, said, mimeType, fileName) => {
  const described = describeFile(beginning, { fileName: "file-1", mimeType: said });
  expect(described).toEqual({ fileName, mimeType, warning: undefined });
});
