import { Buffer } from "node:buffer";
import { Worker } from "node:worker_threads";
import { PARSE_LIMITS } from "./parse-limits.ts";
import { ParserUnavailable, ParseWorkers } from "./parse-workers.ts";

const NOW = Date.UTC(2026, 0, 15);
const mail = (body: string) =>
  Buffer.from(`From: Ana <ana@example.com>\r\nTo: help@example.org\r\nSubject: Oi\r\n\r\n${body}`);

test("a mail is parsed in another thread", async () => {
  await using workers = new ParseWorkers({ size: 1, now: () => NOW });
  const result = await workers.parse({ bytes: mail("Bom dia") });
  expect(result).toMatchObject({ ok: true, mail: { subject: "Oi", text: "Bom dia" } });
});

test("a mail that takes too long costs its thread, and the next one is parsed", async () => {
  const limits = { ...PARSE_LIMITS, timeMaxMs: 700 };
  await using workers = new ParseWorkers({ size: 1, now: () => NOW, limits });
  const heavy = mail("linha\r\n".repeat(8_000_000));
  const [slow, quick] = await Promise.all([
    workers.parse({ bytes: heavy }),
    workers.parse({ bytes: mail("Bom dia") }),
  ]);
  expect(slow).toMatchObject({ ok: false, because: "too-slow" });
  expect(quick).toMatchObject({ ok: true });
});

test("a thread that does not start is not the mail's fault, and the next one is tried anew", async () => {
  const start = (code: string) => () => new Worker(code, { eval: true });
  await using broken = new ParseWorkers({
    size: 1,
    now: () => NOW,
    startWorker: start("throw new Error('no thread')"),
  });
  await using ending = new ParseWorkers({
    size: 1,
    now: () => NOW,
    startWorker: start("process.exit(1)"),
  });
  for (const workers of [broken, ending]) {
    for (const body of ["Bom dia", "Boa tarde"]) {
      await expect(workers.parse({ bytes: mail(body) })).rejects.toThrow(ParserUnavailable);
    }
  }
});

test("a mail that ends its thread is to blame: it would hold up all behind it for ever", async () => {
  const code = `const { parentPort } = require("node:worker_threads");
    parentPort.on("message", () => process.exit(0));
    parentPort.postMessage({ ready: true });`;
  await using workers = new ParseWorkers({
    size: 1,
    now: () => NOW,
    startWorker: () => new Worker(code, { eval: true }),
  });
  const ended = workers.parse({ bytes: mail("Bom dia") }).catch((error: unknown) => error);
  expect(await ended).toBeInstanceOf(Error);
  expect(await ended).not.toBeInstanceOf(ParserUnavailable);
});

test("a mail that is read while all ends is no broken mail", async () => {
  const workers = new ParseWorkers({ size: 1, now: () => NOW });
  await workers.parse({ bytes: mail("Bom dia") });
  const inHand = workers.parse({ bytes: mail("linha\r\n".repeat(1_000_000)) });
  const waiting = workers.parse({ bytes: mail("Boa tarde") });
  const told = Promise.all(
    [inHand, waiting].map((one) => expect(one).rejects.toThrow(ParserUnavailable)),
  );
  await workers[Symbol.asyncDispose]();
  await told;
});

test("what is told of a mail comes with it, and its pages when somebody looks", async () => {
  await using workers = new ParseWorkers({ size: 1, now: () => NOW });
  const html = '<p>Sim.</p><img src="https://pixel.example/a.gif"><script>x</script>';
  const bytes = Buffer.from(`From: ana@example.com\nContent-Type: text/html\n\n${html}`);
  const result = await workers.parse({ bytes });
  expect(result).toMatchObject({
    ok: true,
    view: {
      visibleText: "Sim.",
      preview: "Sim.",
      bounce: undefined,
      remoteImages: ["https://pixel.example/a.gif"],
    },
    pages: undefined,
  });
  const page = '<p>Sim.</p><img data-remote="0" />';
  expect(await workers.show({ bytes })).toMatchObject({
    pages: { full: { html: page }, visible: { html: page } },
  });
});

test("a page without what was quoted keeps the numbers of its held-back pictures", async () => {
  await using workers = new ParseWorkers({ size: 1, now: () => NOW });
  const html =
    '<p onclick="x()">Oi <img src="https://b.example.net/2.png"></p>' +
    '<div class="gmail_quote"><div class="gmail_attr">On Sat, Jan 3, 2026 at 9:00 AM Help &lt;help@example.org&gt; wrote:</div>' +
    '<blockquote class="gmail_quote"><img src="https://a.example.net/1.png">Olá</blockquote></div><script>y()</script>';
  const bytes = Buffer.from(
    `From: ana@example.com\nContent-Type: text/html; charset=utf-8\n\n${html}`,
  );
  const read = await workers.show({ bytes });
  if (!read.ok || !read.pages) throw new Error("no pages");
  const { full, visible } = read.pages;
  expect(full.html).toContain("Olá");
  expect(visible.html).not.toContain("Olá");
  expect(full.html + visible.html).not.toMatch(/script|onclick|example\.net/);
  expect(full.remoteImages).toEqual(["https://b.example.net/2.png", "https://a.example.net/1.png"]);
  expect(visible.html).toContain('data-remote="0"');
});

test("many mails share few threads", async () => {
  await using workers = new ParseWorkers({ size: 2, now: () => NOW });
  const results = await Promise.all(
    Array.from({ length: 40 }, (_, i) => workers.parse({ bytes: mail(`numero ${i}`) })),
  );
  expect(results.map((r) => (r.ok ? r.mail.text : ""))).toEqual(
    Array.from({ length: 40 }, (_, i) => `numero ${i}`),
  );
});

test("after closing, nothing waits forever", async () => {
  const workers = new ParseWorkers({ size: 1, now: () => NOW });
  await workers[Symbol.asyncDispose]();
  await expect(workers.parse({ bytes: mail("") })).rejects.toThrow("closed");
});
