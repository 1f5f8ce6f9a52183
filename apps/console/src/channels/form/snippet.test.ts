import { embedSnippet } from "./snippet.ts";

test("a name is a title, whatever stands in it", () => {
  expect(embedSnippet("https://gateway.example/f/1", 'Fale "já" & <b>')).toBe(
    `<iframe src="https://gateway.example/f/1?embed=1" title="Fale &quot;já&quot; &amp; &lt;b>"
  style="width:100%;border:0;min-height:40rem"></iframe>
<script async src="https://gateway.example/f/embed.js"></script>`,
  );
});
