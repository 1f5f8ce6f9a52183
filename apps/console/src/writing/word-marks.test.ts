import type { Written } from "./marking.ts";
import { MAIL_MARKS, markOfKey, markWords, WHATSAPP_MARKS, type WordMark } from "./word-marks.ts";

/** `‹` and `›` stand where the selection begins and ends. */
function read(shown: string): Written {
  const from = shown.indexOf("‹");
  const to = shown.indexOf("›") - 1;
  return { text: shown.replace(/[‹›]/g, ""), from, to };
}
const show = ({ text, from, to }: Written) =>
  `${text.slice(0, from)}‹${text.slice(from, to)}›${text.slice(to)}`;

test.each<[WordMark, string, string]>([
  ["bold", "o ‹prazo› é", "o *‹prazo›* é"],
  ["bold", "o *‹prazo›* é", "o ‹prazo› é"],
  ["bold", "o ‹prazo ›é", "o *‹prazo›* é"],
  ["italic", "o ‹›", "o _‹texto›_"],
  ["strike", "‹um\n\n dois›", "‹~um~\n\n ~dois~›"],
  ["link", "veja ‹aqui›", "veja [aqui](‹https://›)"],
  ["bullets", "a\n‹b\nc›", "a\n- b\n- c‹›"],
  ["bullets", "‹- b\n- c›", "b\nc‹›"],
  ["steps", "‹b\nc›", "1. b\n2. c‹›"],
])("%s of %j is %j", (mark, before, after) => {
  expect(show(markWords(read(before), mark, "texto"))).toBe(after);
});

test.each([
  ["Mod+b", MAIL_MARKS, "bold"],
  ["Mod+Shift+k", MAIL_MARKS, "link"],
  ["Mod+Shift+k", WHATSAPP_MARKS, undefined],
  ["b", MAIL_MARKS, undefined],
  ["Mod+Shift+b", MAIL_MARKS, undefined],
])("%s", (key, marks, expected) => {
  expect(markOfKey(key, marks)).toBe(expected);
});
