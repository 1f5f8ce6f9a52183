import { Buffer } from "node:buffer";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import type { ParsedMail, ParseResult } from "@circuito/domain";
import { multipart, part, rawMail } from "../testing/raw-mail.ts";
import { attachmentStream } from "./attachment-stream.ts";
import { parseMail } from "./parse-mail.ts";
import { streamOf } from "./parse-task.ts";
import { ParseWorkers } from "./parse-workers.ts";

/** 20 MB of short lines are the most work in here; on the slowest machine seen they took half of it. */
const CPU_MAX_MS = 3_000;
const NOW = Date.UTC(2026, 0, 15);

async function read(bytes: Uint8Array): Promise<ParsedMail> {
  const result = await parse(bytes);
  if (!result.ok) throw new Error(`refused: ${result.because}: ${result.detail}`);
  return result.mail;
}

/** No bad mail costs more than bad inputs allow. */
async function parse(bytes: Uint8Array): Promise<ParseResult> {
  let result: ParseResult | undefined;
  await expect(async () => {
    result = await parseMail(streamOf({ bytes }), { now: NOW });
  }).toCostAtMost(CPU_MAX_MS);
  if (result === undefined) throw new Error("it was not parsed");
  return result;
}

const refusal = async (bytes: Uint8Array) => {
  const result = await parse(bytes);
  return result.ok ? "read" : result.because;
};

describe("B-01 message ids", () => {
  test.each([
    [undefined, undefined],
    ["", undefined],
    ["<>", undefined],
    ["< a1@EXAMPLE.com >", "a1@example.com"],
    ["no-brackets@example.com", "no-brackets@example.com"],
    [`<${"x".repeat(5_000)}@example.com>`, undefined],
    ["<a\u0000b@example.com>", "ab@example.com"],
  ])("%j names the mail %j", async (written, id) => {
    expect((await read(rawMail({ "Message-ID": written }, "oi"))).messageId).toBe(id);
  });

  test("two of them: the first counts, and it is said", async () => {
    const mail = await read(
      rawMail({ "Message-ID": "<a@x.example>\r\nMessage-ID: <b@x.example>" }, ""),
    );
    expect(mail.messageId).toBe("a@x.example");
    expect(mail.remarks).toContain("repeated-header");
  });
});

test("B-02 the same id over another body has another digest", async () => {
  const [one, two] = [await read(rawMail({}, "um")), await read(rawMail({}, "dois"))];
  expect(one.messageId).toBe(two.messageId);
  expect(one.sha256).not.toBe(two.sha256);
});

test("B-03 both of our mailboxes are named to the one who threads", async () => {
  const mail = await read(rawMail({ To: "help@example.org", Cc: "sales@example.org" }, "oi"));
  expect([...mail.to, ...mail.cc].map((m) => m.address)).toEqual([
    "help@example.org",
    "sales@example.org",
  ]);
});

test.each([
  ["Mon, 12 Jan 2026 10:00:00 -0300", Date.UTC(2026, 0, 12, 13), false],
  ["12 Jan 26 10:00 EST", Date.UTC(2026, 0, 12, 15), false],
  [undefined, undefined, false],
  ["Thu, 1 Jan 1970 00:00:00 +0000", undefined, true],
  ["Fri, 1 Jan 2099 00:00:00 +0000", undefined, true],
  ["yesterday or so", undefined, true],
])("B-04 the date %j is %j", async (written, at, implausible) => {
  const mail = await read(rawMail({ Date: written }, "oi"));
  expect(mail.date).toBe(at);
  expect(mail.remarks.includes("implausible-date")).toBe(implausible);
});

describe("B-05 senders", () => {
  test.each([
    [undefined, [], ["no-sender"]],
    ["undisclosed-recipients:;", [], ["no-sender"]],
    ["Ana <ana@example.com>, Bia <bia@example.com>", ["ana", "bia"], ["several-senders"]],
  ])("From %j", async (written, names, remarks) => {
    const mail = await read(rawMail({ From: written }, "oi"));
    const locals = mail.from.flatMap((m) => m.address?.split("@", 1)[0] ?? []);
    expect(locals).toEqual(names);
    expect(mail.remarks).toEqual(expect.arrayContaining(remarks));
  });

  test("a hundred addresses are read, and remarked", async () => {
    const many = Array.from({ length: 100 }, (_, i) => `a${i}@example.com`).join(", ");
    const mail = await read(rawMail({ From: many }, "oi"));
    expect(mail.from).toHaveLength(100);
    expect(mail.remarks).toContain("several-senders");
  });
});

test("B-06 a name that is an address, or turns text around, is shown cleaned and remarked", async () => {
  const from = '"support@bank.example" <evil@elsewhere.example>';
  const mail = await read(rawMail({ From: from }, "oi"));
  expect(mail.from[0]?.address).toBe("evil@elsewhere.example");
  expect(mail.remarks).toContain("address-suspicious");
  const turned = await read(rawMail({ From: "\u202eanA\u200b <ana@example.com>" }, "oi"));
  expect(turned.from[0]).toEqual({ name: "anA", address: "ana@example.com" });
});

test.each([
  ['"ana@example.com x"@evil.example'],
  ['"<ana@example.com>" <evil@evil.example>'],
  ["ana(comment)@example.com"],
  ["ana@example.com(nested (comment)).br"],
  ["<@relay.example:ana@example.com>"],
  ["ana @example.com"],
  ['Group: "a;b" <ana@example.com>;, <bia@example.com> <cid@example.com>'],
  ["ana@[127.0.0.1]"],
])("B-07 %s is suspicious", async (from) => {
  expect((await read(rawMail({ From: from }, "oi"))).remarks).toContain("address-suspicious");
});

test.each([
  ['"Lima, Ana" <ana@example.com>', "Lima, Ana"],
  ["Ana (financeiro) <ana@example.com>", "Ana"],
  ["=?UTF-8?Q?Jos=C3=A9_=3Cx=40y.example=3E?= <jose@example.com>", "José <x@y.example>"],
  ["ana@example.com", ""],
])("an ordinary or encoded name: %s", async (from, name) => {
  expect((await read(rawMail({ From: from }, "oi"))).from[0]?.name).toBe(name);
});

describe("B-08 headers", () => {
  test("a header of a megabyte is refused", async () => {
    expect(await refusal(rawMail({ "X-Long": "x".repeat(1024 * 1024) }, ""))).toBe(
      "headers-too-large",
    );
  });

  test("ten thousand short headers are refused", async () => {
    const many = Array.from({ length: 10_000 }, (_, i) => `X-${i}: 1`).join("\r\n");
    expect(await refusal(rawMail({ "X-0": `1\r\n${many}` }, ""))).toBe("too-many-headers");
  });

  test("a line without a colon is skipped, raw 8-bit is read, bare LF and CR are lines", async () => {
    const bytes = Buffer.from(
      "From: Jos\u00e9 <jose@example.com>\nno colon here\nSubject: ma\u00e7\u00e3\rTo: help@example.org\n\noi",
      "latin1",
    );
    const mail = await read(bytes);
    expect(mail.from[0]?.name).toBe("José");
    expect(mail.subject).toBe("maçã");
    expect(mail.remarks).toContain("damaged-header");
    expect(mail.text).toBe("oi");
  });
});

test("B-09 fifty thousand addresses joined by comments are over within a second", async () => {
  const joined = Array.from({ length: 50_000 }, () => "(a)").join("b@c.d");
  const mail = rawMail({ From: joined.slice(0, 250_000) }, "oi");
  await expect(() => parse(mail)).toCostAtMost(1_000);
  const result = await parse(mail);
  expect(result.ok ? result.mail.remarks : []).toContain("address-suspicious");
});

describe("B-10 charsets", () => {
  const cases: readonly [string, Buffer, string][] = [
    ["iso-8859-1", Buffer.from("coração", "latin1"), "coração"],
    ["windows-1252", Buffer.from([0x80, 0x93]), "€“"],
    ["us-ascii", Buffer.from("coração"), "coração"],
    ["us-ascii", Buffer.from("coração", "latin1"), "coração"],
    ["x-no-such-charset", Buffer.from("coração"), "coração"],
    ["iso-2022-jp", Buffer.from("\u001b$B$3$s\u001b(B", "latin1"), "こん"],
    ["gb18030", Buffer.from([0xc4, 0xe3, 0xba, 0xc3]), "你好"],
    ["ks_c_5601-1987", Buffer.from([0xc7, 0xd1]), "한"],
    ["koi8-r", Buffer.from([0xd0, 0xd2]), "пр"],
    ["cp850", Buffer.from([0x87]), "ç"],
    ["utf-7", Buffer.from("cora+AOcA4w-o"), "coração"],
  ];
  test.each(cases)("%s", async (charset, bytes, text) => {
    const head = rawMail({ "Content-Type": `text/plain; charset=${charset}` }, "");
    const mail = await read(Buffer.concat([head, bytes]));
    expect(mail.text).toBe(text);
    expect(mail.replacementCharacters).toBe(0);
  });

  test("what is no UTF-8 is counted", async () => {
    const head = rawMail({ "Content-Type": "text/plain; charset=utf-8" }, "");
    const mail = await read(Buffer.concat([head, Buffer.from([0x61, 0xe7, 0x62, 0xff])]));
    expect(mail.replacementCharacters).toBe(2);
  });

  test("UTF-7 is never turned into markup", async () => {
    const headers = { "Content-Type": "text/html; charset=utf-7" };
    const mail = await read(rawMail(headers, "+ADw-script+AD4-alert(1)+ADw-/script+AD4-"));
    expect(mail.html).not.toContain("<script");
  });
});

test.each([
  ["base64", "Ym9tIGR!!pYQ==", "bom dia"],
  ["base64", "Ym9tIGRpY", "bom dia"],
  ["quoted-printable", "bom=20dia =ZZ", "bom dia =ZZ"],
  ["x-unknown", "bom dia", "bom dia"],
])("B-11 damaged %s gives what can be read", async (encoding, body, text) => {
  const mail = await read(rawMail({ "Content-Transfer-Encoding": encoding }, body));
  expect(mail.text?.slice(0, 6)).toBe(text.slice(0, 6));
  expect(mail.remarks).toContain("damaged-encoding");
});

describe("B-12 structure", () => {
  test("parts nested beyond twenty are refused", async () => {
    let body = part("text/plain", "dentro");
    for (let i = 0; i < 500; i += 1) {
      body = part(`multipart/mixed; boundary=b${i}`, `--b${i}\n${body}\n--b${i}--`);
    }
    const [head = "", ...rest] = body.split("\n");
    const bytes = rawMail({ "Content-Type": head.slice(14) }, rest.join("\n").trimStart());
    expect(await refusal(bytes)).toBe("too-deep");
  });

  test("twenty thousand parts are refused", async () => {
    const parts = Array.from({ length: 20_000 }, () => part("text/plain", "x"));
    expect(await refusal(multipart("mixed", parts))).toBe("too-many-parts");
  });

  test("a missing boundary, or one that never comes, leaves the text", async () => {
    const none = await read(rawMail({ "Content-Type": "multipart/mixed" }, "bom dia"));
    expect(none.text).toBe("bom dia");
    expect(none.remarks).toContain("damaged-structure");
    const never = await read(rawMail({ "Content-Type": "multipart/mixed; boundary=b" }, "bom dia"));
    expect(never.text).toBe("bom dia");
  });

  test("a boundary of 10 KB is a boundary", async () => {
    const long = "b".repeat(10_000);
    const body = `--${long}\n${part("text/plain", "bom dia")}\n--${long}--`;
    const mail = await read(rawMail({ "Content-Type": `multipart/mixed; boundary=${long}` }, body));
    expect(mail.parts.length).toBeGreaterThan(0);
  });

  test("the same boundary inside itself ends where it must", async () => {
    const inner = part(
      'multipart/mixed; boundary="=_limit_of_parts"',
      part("text/plain", "dentro"),
    );
    expect(await refusal(multipart("mixed", [inner, part("text/plain", "fora")]))).toBe("read");
  });

  test("a mail cut in the middle of a part keeps what came", async () => {
    const whole = multipart("mixed", [part("text/plain", "bom dia"), part("text/plain", "tchau")]);
    const mail = await read(whole.subarray(0, whole.length - 60));
    expect(mail.text).toContain("bom dia");
  });
});

test("B-13 an enclosed mail is a file, and its HTML is not ours", async () => {
  let inner = rawMail({ "Content-Type": "text/html" }, "<script>alert(1)</script>").toString();
  for (let i = 0; i < 30; i += 1) {
    inner = rawMail({ "Content-Type": "message/rfc822" }, inner).toString();
  }
  const mail = await read(
    multipart("mixed", [part("text/plain", "veja"), part("message/rfc822", inner)]),
  );
  expect(mail.html).toBeUndefined();
  expect(mail.text).toBe("veja");
  expect(mail.attachments).toMatchObject([{ mimeType: "message/rfc822" }]);
  expect(mail.embedded).toMatchObject([{ type: "message/rfc822" }]);
});

test.each([
  ["application/ms-tnef; name=winmail.dat", "tnef"],
  ["application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m", "encrypted"],
])("B-14 %s is a labelled file", async (type, remark) => {
  const mail = await read(multipart("mixed", [part(type, "AAAA")]));
  expect(mail.remarks).toContain(remark);
  expect(mail.attachments).toHaveLength(1);
});

test("B-14 a calendar invitation is a file beside the text", async () => {
  const calendar = part("text/calendar; method=REQUEST", "BEGIN:VCALENDAR");
  const mail = await read(multipart("alternative", [part("text/plain", "reuniao"), calendar]));
  expect(mail).toMatchObject({ text: "reuniao", attachments: [{ mimeType: "text/calendar" }] });
});

describe("B-15 bodies", () => {
  test("HTML only, text only, and nothing at all", async () => {
    expect(await read(rawMail({ "Content-Type": "text/html" }, "<b>oi</b>"))).toMatchObject({
      html: "<b>oi</b>",
      text: undefined,
    });
    expect(await read(rawMail({}, "oi"))).toMatchObject({ html: undefined, text: "oi" });
    expect((await read(rawMail({}, ""))).text).toBe("");
  });

  test("a text of 20 MB is cut for the view and says so", async () => {
    const mail = await read(rawMail({}, "linha de texto\n".repeat(1_400_000)));
    expect(mail.text).toHaveLength(1_000_000);
    expect(mail.remarks).toContain("text-cut");
  }, 60_000);
});

describe("B-19 attachments", () => {
  const attached = (name: string) =>
    part("application/octet-stream", "AAAA", [
      `Content-Disposition: attachment; filename="${name}"`,
    ]);

  test.each([
    ["../../.htaccess", "htaccess", true],
    ["\u200b.htaccess", "htaccess", true],
    ["con.txt", "_con.txt", false],
    ["a.pdf.exe", "a.pdf.exe", true],
    ["\u202efdp.exe", "fdp.exe", true],
    ["C:\\\\temp\\\\nota.pdf", "nota.pdf", false],
    ["a\u0000b.pdf", "a b.pdf", false],
    ["nota fiscal.pdf", "nota fiscal.pdf", false],
  ])("%j is shown as %j", async (written, shown, dangerous) => {
    const mail = await read(multipart("mixed", [attached(written)]));
    expect(mail.attachments[0]?.fileName).toBe(shown);
    expect(mail.remarks.includes("dangerous-file-name")).toBe(dangerous);
  });

  test("a name of 4 KB keeps its extension", async () => {
    const mail = await read(multipart("mixed", [attached(`${"n".repeat(4_096)}.pdf`)]));
    expect(mail.attachments[0]?.fileName).toMatch(/^n{100,}\.pdf$/);
  });

  test("one without bytes is a file of no bytes", async () => {
    const empty = part("application/pdf", "", ["Content-Disposition: attachment; filename=a.pdf"]);
    expect((await read(multipart("mixed", [empty]))).attachments).toMatchObject([{ sizeBytes: 0 }]);
  });

  test("five thousand are refused", async () => {
    const parts = Array.from({ length: 5_000 }, (_, i) => attached(`${i}.txt`));
    expect(await refusal(multipart("mixed", parts))).toBe("too-many-parts");
  });

  test("100 MB go to disk under a name of ours, and memory stays small", async () => {
    const directory = await mkdtemp(join(tmpdir(), "circuito-mail-"));
    try {
      const chunk = `${"A".repeat(76)}\r\n`.repeat(14_000);
      const head = multipart("mixed", [
        part("application/pdf", "@@", [
          "Content-Transfer-Encoding: base64",
          "Content-Disposition: attachment; filename=grande.pdf",
        ]),
      ]).toString();
      const [before = "", after = ""] = head.split("@@");
      let peak = 0;
      async function* bytes() {
        yield Buffer.from(before);
        for (let i = 0; i < 125; i += 1) {
          yield Buffer.from(chunk);
          peak = Math.max(peak, process.memoryUsage().arrayBuffers);
        }
        yield Buffer.from(after);
      }
      const baseline = process.memoryUsage().arrayBuffers;
      const result = await parseMail(bytes(), { now: NOW, spoolDirectory: directory });
      const file = result.ok ? result.mail.attachments[0] : undefined;
      expect(file?.sizeBytes).toBe((14_000 * 76 * 125 * 3) / 4);
      expect((await stat(file?.spoolPath ?? "")).size).toBe(file?.sizeBytes);
      expect((await stat(file?.spoolPath ?? "")).mode & 0o777).toBe(0o600);
      expect(file?.spoolPath).not.toContain("grande");
      expect(peak - baseline).toBeLessThan(64 * 1024 * 1024);
    } finally {
      await rm(directory, { recursive: true });
    }
  }, 120_000);

  test("one attachment is read from the stored bytes again", async () => {
    const words = "conteúdo do arquivo";
    const file = part("text/plain", Buffer.from(words).toString("base64"), [
      "Content-Transfer-Encoding: base64",
      "Content-Disposition: attachment; filename=a.txt",
    ]);
    const bytes = multipart("mixed", [part("text/plain", "segue"), file]);
    const [attachment] = (await read(bytes)).attachments;
    const chunks: Buffer[] = [];
    for await (const chunk of attachmentStream({ bytes }, attachment?.path ?? ""))
      chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toBe(words);
    await expect(attachmentStream({ bytes }, "9").toArray()).rejects.toThrow("no part 9");
  });
});

describe("B-27 subjects", () => {
  test("100 KB are cut, controls become spaces", async () => {
    expect((await read(rawMail({ Subject: "a".repeat(100_000) }, ""))).subject).toHaveLength(2_000);
    const injected = "=?UTF-8?Q?oi=0D=0ABcc:_x=40y.example?=";
    expect((await read(rawMail({ Subject: injected }, ""))).subject).toBe("oi Bcc: x@y.example");
  });

  test("a bomb of encoded words is over at once", async () => {
    const bomb = "=?utf-8?B?YQ==?= ".repeat(14_000);
    expect((await read(rawMail({ Subject: bomb }, ""))).subject).toMatch(/^a+$/);
    const broken = "=?utf-8?q?".repeat(24_000);
    expect((await read(rawMail({ Subject: broken }, ""))).subject).toContain("=?utf-8?q?");
  });
});

test("B-30 base64 inside base64 is decoded once, and stays what it is", async () => {
  const inner = Buffer.from(rawMail({}, "x".repeat(1_000_000))).toString("base64");
  const outer = part("message/rfc822", Buffer.from(inner).toString("base64"), [
    "Content-Transfer-Encoding: base64",
  ]);
  const mail = await read(multipart("mixed", [outer]));
  expect(mail.attachments[0]?.sizeBytes).toBe(inner.length);
  expect(mail.embedded[0]?.text.length).toBeLessThanOrEqual(128 * 1024);
});

test("B-30 more bytes than a mail may have are refused while they come, in a thread", async () => {
  await using workers = new ParseWorkers({ size: 1, now: () => NOW });
  const directory = await mkdtemp(join(tmpdir(), "circuito-mail-"));
  try {
    const path = join(directory, "mail.eml");
    await writeFile(path, Buffer.alloc(170 * 1024 * 1024, "x\n"));
    // The caller's thread only waits: its own share of the CPU says so, whatever else the machine does.
    const before = performance.eventLoopUtilization();
    const result = await workers.parse({ path });
    expect(result).toMatchObject({ ok: false });
    expect(performance.eventLoopUtilization(before).active).toBeLessThan(200);
  } finally {
    await rm(directory, { recursive: true });
  }
}, 120_000);
