import { Buffer } from "node:buffer";
import { randomUUID } from "node:crypto";
import { hmacSigner } from "../../packages/connector/src/index.ts";
import { multipart, part, rawMail } from "../../packages/connectors/src/email/testing/raw-mail.ts";
import {
  asId,
  type InboxId,
  type MailClass,
  type MailRemark,
  replyAddress,
} from "../../packages/domain/src/index.ts";

/** A bad mail, and what it is once it went all the way. */
export interface BadMail {
  /** Of the list of bad inputs. */
  readonly id: string;
  readonly what: string;
  /** One mail, or several that come one after the other. */
  readonly mails: () => readonly Uint8Array[];
  /** Of the ledger, once all is routed: each mail's, in order; a repeat has none. */
  readonly states: readonly ("routed" | "suppressed" | "parked")[];
  /** Of the last row. */
  readonly error?: RegExp;
  readonly remarks?: readonly MailRemark[];
  readonly class?: MailClass;
  readonly text?: string | RegExp;
  readonly from?: RegExp;
  readonly files?: readonly { readonly fileName: RegExp | string; readonly warning?: string }[];
  /** Stands nowhere in the HTML as it is shown. */
  readonly neverInHtml?: RegExp;
  readonly collisions?: readonly number[];
  /** Names with a signature that is not ours for this place. */
  readonly forged?: number;
}

const one =
  (headers: Readonly<Record<string, string | undefined>>, body = "bom dia") =>
  () => [rawMail(headers, body)];
const html = (body: string) => one({ "Content-Type": "text/html; charset=utf-8" }, body);
const routed = ["routed"] as const;
const parked = ["parked"] as const;
const nested = (depth: number): string => {
  let body = part("text/plain", "dentro");
  for (let i = 0; i < depth; i += 1) {
    body = part(`multipart/mixed; boundary=b${i}`, `--b${i}\n${body}\n--b${i}--`);
  }
  return body;
};
const attached = (name: string, type = "application/octet-stream", body = "AAAA") =>
  part(type, body, [`Content-Disposition: attachment; filename="${name}"`]);

/** Of the inboxes that these mails come to. */
const OWN_ADDRESS = "support@example.org";
function replyAddressOfOthers(): string {
  const signer = hmacSigner([Buffer.alloc(32, 9)]);
  const address = replyAddress(OWN_ADDRESS, randomUUID(), asId<InboxId>(randomUUID()), signer);
  if (address === undefined) throw new Error("no reply address");
  return address;
}

export const BAD_MAILS: readonly BadMail[] = [
  ...[undefined, "", `<${"x".repeat(5_000)}@example.com>`, "<a\u0000b@example.com>"].map(
    (id): BadMail => ({
      id: "B-01",
      what: `Message-ID ${JSON.stringify(id)?.slice(0, 30)}, and the same mail again`,
      mails: () => [rawMail({ "Message-ID": id }, "oi"), rawMail({ "Message-ID": id }, "oi")],
      states: routed,
      text: "oi",
    }),
  ),
  {
    id: "B-01",
    what: "two Message-IDs",
    mails: one({ "Message-ID": "<a@x.example>\r\nMessage-ID: <b@x.example>" }),
    states: routed,
    remarks: ["repeated-header"],
  },
  {
    id: "B-02",
    what: "an id that is used again for other words",
    mails: () => [rawMail({}, "um"), rawMail({}, "dois")],
    states: ["routed", "routed"],
    collisions: [0, 1],
    text: "dois",
  },
  ...[undefined, "Thu, 1 Jan 1970 00:00:00 +0000", "Fri, 1 Jan 2099 00:00:00 +0000", "ontem"].map(
    (date): BadMail => ({
      id: "B-04",
      what: `Date ${date}`,
      mails: one({ Date: date }),
      states: routed,
      remarks: date === undefined ? [] : ["implausible-date"],
    }),
  ),
  {
    id: "B-05",
    what: "no From",
    mails: one({ From: undefined }),
    states: routed,
    remarks: ["no-sender"],
    from: /^mailto:nobody\..*@unknown\.invalid$/,
  },
  {
    id: "B-05",
    what: "a hundred addresses in From",
    mails: one({ From: Array.from({ length: 100 }, (_, i) => `a${i}@example.com`).join(", ") }),
    states: routed,
    remarks: ["several-senders"],
  },
  {
    id: "B-05",
    what: "From is our own address",
    mails: one({ From: OWN_ADDRESS }),
    states: ["suppressed"],
    class: "loop",
  },
  {
    id: "B-06",
    what: "a name that is another address",
    mails: one({ From: '"support@bank.example" <evil@elsewhere.example>' }),
    states: routed,
    remarks: ["address-suspicious"],
    from: /^mailto:evil@elsewhere\.example$/,
  },
  {
    id: "B-07",
    what: "a quoted local part that looks like an address",
    mails: one({ From: '"ana@example.com x"@evil.example' }),
    states: routed,
    remarks: ["address-suspicious"],
    from: /^(?!mailto:ana@example\.com)/,
  },
  {
    id: "B-07",
    what: "a group with a quoted semicolon",
    mails: one({ From: 'G: "a;b" <ana@example.com>;, <bia@example.com> <cid@example.com>' }),
    states: routed,
    remarks: ["address-suspicious"],
  },
  {
    id: "B-08",
    what: "a header of a megabyte",
    mails: one({ "X-Long": "x".repeat(1024 * 1024) }),
    states: parked,
    error: /headers-too-large/,
  },
  {
    id: "B-08",
    what: "ten thousand headers",
    mails: one({ "X-0": `1${"\r\nX-1: 1".repeat(10_000)}` }),
    states: parked,
    error: /too-many-headers/,
  },
  {
    id: "B-08",
    what: "no colon, raw 8-bit, bare LF and CR",
    mails: () => [
      Buffer.from(
        "From: Jos\u00e9 <jose@example.com>\nno colon\nSubject: ma\u00e7\u00e3\rTo: help@example.org\n\noi",
        "latin1",
      ),
    ],
    states: routed,
    remarks: ["damaged-header"],
    text: "oi",
  },
  {
    id: "B-09",
    what: "fifty thousand addresses joined by comments",
    mails: one({
      From: Array.from({ length: 50_000 }, () => "(a)")
        .join("b@c.d")
        .slice(0, 250_000),
    }),
    states: routed,
    remarks: ["address-suspicious"],
  },
  ...(
    [
      ["x-no-such-charset", "cora\u00e7\u00e3o"],
      ["us-ascii", "cora\u00e7\u00e3o"],
      ["utf-7", "+ADw-script+AD4-alert(1)+ADw-/script+AD4-"],
    ] as const
  ).map(
    ([charset, body]): BadMail => ({
      id: "B-10",
      what: `charset ${charset}`,
      mails: one({ "Content-Type": `text/html; charset=${charset}` }, body),
      states: routed,
      neverInHtml: /<script/i,
    }),
  ),
  {
    id: "B-11",
    what: "broken base64",
    mails: one({ "Content-Transfer-Encoding": "base64" }, "Ym9tIGR!!pYQ=="),
    states: routed,
    remarks: ["damaged-encoding"],
    text: /^bom d/,
  },
  {
    id: "B-11",
    what: "broken quoted-printable",
    mails: one({ "Content-Transfer-Encoding": "quoted-printable" }, "bom=20dia =ZZ"),
    states: routed,
    remarks: ["damaged-encoding"],
    text: /^bom dia/,
  },
  {
    id: "B-12",
    what: "parts nested 500 deep",
    mails: () => {
      const [head = "", ...rest] = nested(500).split("\n");
      return [rawMail({ "Content-Type": head.slice(14) }, rest.join("\n").trimStart())];
    },
    states: parked,
    error: /too-deep/,
  },
  {
    id: "B-12",
    what: "twenty thousand parts",
    mails: () => [
      multipart(
        "mixed",
        Array.from({ length: 20_000 }, () => part("text/plain", "x")),
      ),
    ],
    states: parked,
    error: /too-many-parts/,
  },
  {
    id: "B-12",
    what: "a boundary that never comes",
    mails: one({ "Content-Type": "multipart/mixed; boundary=b" }),
    states: routed,
    text: "bom dia",
  },
  {
    id: "B-13",
    what: "mails enclosed 30 deep, scripts in the last",
    mails: () => {
      let inner = rawMail({ "Content-Type": "text/html" }, "<script>alert(1)</script>").toString();
      for (let i = 0; i < 30; i += 1) {
        inner = rawMail({ "Content-Type": "message/rfc822" }, inner).toString();
      }
      return [multipart("mixed", [part("text/plain", "veja"), part("message/rfc822", inner)])];
    },
    states: routed,
    text: "veja",
    files: [{ fileName: /\.eml$/ }],
  },
  ...(
    [
      ["application/ms-tnef; name=winmail.dat", "tnef"],
      ["application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m", "encrypted"],
    ] as const
  ).map(
    ([type, remark]): BadMail => ({
      id: "B-14",
      what: type,
      mails: () => [multipart("mixed", [part("text/plain", "oi"), part(type, "AAAA")])],
      states: routed,
      remarks: [remark],
      files: [{ fileName: /./ }],
    }),
  ),
  { id: "B-15", what: "no body", mails: one({}, ""), states: routed, text: "" },
  { id: "B-15", what: "HTML only", mails: html("<b>oi</b>"), states: routed, text: "oi" },
  {
    id: "B-15",
    what: "a text of 20 MB",
    mails: () => [rawMail({}, "linha de texto\n".repeat(1_400_000))],
    states: routed,
    remarks: ["text-cut"],
    text: /^linha de texto/,
  },
  {
    id: "B-16",
    what: "scripts, handlers, frames, forms, styles that fetch, names that clobber",
    mails: html(
      [
        '<base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example">',
        '<script>alert(1)</script><p onclick="alert(1)" id="location" class="x">oi</p>',
        '<a href="javascript:alert(1)">a</a><a href="data:text/html,x">b</a>',
        '<form action="https://evil.example"><input name="q"></form><template><img src=x></template>',
        '<svg><animate onbegin="alert(1)"/></svg><math><mtext><style><img src=x onerror=alert(1)></style></math>',
        '<div style="position:fixed;background:url(https://evil.example/x)">y</div><style>@import "https://evil.example"</style>',
      ].join(""),
    ),
    states: routed,
    text: /^oi/,
    neverInHtml:
      /<script|onclick|onerror|onbegin|javascript:|data:|<base|<meta|<form|<input|<svg|<math|<style|<template|position|url\(|@import|\sid=|\sclass=/i,
  },
  {
    id: "B-17",
    what: "a link with a quote in it",
    mails: one({}, 'veja http://x.example?"onmouseover="alert(1)'),
    states: routed,
    text: 'veja http://x.example?"onmouseover="alert(1)',
  },
  {
    id: "B-18",
    what: "a picture of one pixel, remote styles, a cid of a part that is not there",
    mails: html(
      '<link rel="stylesheet" href="https://evil.example/a.css"><p>oi<img src="https://evil.example/p.gif" width="1" height="1"><img src="cid:nobody@example.com"></p>',
    ),
    states: routed,
    neverInHtml: /evil\.example|cid:/,
  },
  {
    id: "B-19",
    what: "names that lead elsewhere, run, or hide",
    mails: () => [
      multipart("mixed", [
        part("text/plain", "segue"),
        ...["../../.htaccess", "\u200b.htaccess", "con.txt", "a.pdf.exe", "\u202efdp.exe"].map(
          (name) => attached(name),
        ),
        attached(`${"n".repeat(4_096)}.pdf`),
        attached("vazio.bin", "application/octet-stream", ""),
      ]),
    ],
    states: routed,
    remarks: ["dangerous-file-name"],
    files: [
      { fileName: "htaccess", warning: "dangerous" },
      { fileName: "htaccess", warning: "dangerous" },
      { fileName: "_con.txt" },
      { fileName: "a.pdf.exe", warning: "dangerous" },
      { fileName: "fdp.exe", warning: "dangerous" },
      { fileName: /^n{100,300}\.pdf$/ },
      { fileName: "vazio.bin" },
    ],
  },
  {
    id: "B-19",
    what: "five thousand files",
    mails: () => [
      multipart(
        "mixed",
        Array.from({ length: 5_000 }, (_, i) => attached(`${i}.txt`)),
      ),
    ],
    states: parked,
    error: /too-many-parts/,
  },
  ...(
    [
      [{ "Auto-Submitted": "auto-replied" }, "auto-reply"],
      [{ "Auto-Submitted": "auto-generated" }, "auto-notice"],
      [{ "List-Id": "<news.example.com>", Precedence: "bulk" }, "bulk"],
    ] as const
  ).map(
    ([headers, kind]): BadMail => ({
      id: "B-20",
      what: JSON.stringify(headers),
      mails: one(headers),
      states: [kind === "auto-notice" ? "routed" : "suppressed"],
      class: kind,
    }),
  ),
  {
    id: "B-22",
    what: "a reply address that somebody else signed",
    mails: () => [rawMail({ To: replyAddressOfOthers() }, "oi")],
    states: routed,
    forged: 1,
  },
  {
    id: "B-25",
    what: "a code that a third party sends to prove who reads here",
    mails: one(
      {
        From: "no-reply@service.example",
        Subject: "Your verification code",
        "Auto-Submitted": "auto-generated",
      },
      "Your code is 123456",
    ),
    states: routed,
    class: "auto-notice",
  },
  {
    id: "B-26",
    what: "ten megabytes of quoted history",
    mails: () => [rawMail({}, `minha resposta\n\n${"> linha citada de antes\n".repeat(440_000)}`)],
    states: routed,
    text: /^minha resposta/,
  },
  {
    id: "B-26",
    what: "a hundred thousand marks, fifty thousand introductions",
    mails: () => [
      rawMail({}, `${">".repeat(100_000)}\n${"On Monday Ana wrote:\n".repeat(50_000)}`),
    ],
    states: routed,
  },
  {
    id: "B-27",
    what: "a subject of 100 kB",
    mails: one({ Subject: "a".repeat(100_000) }),
    states: routed,
  },
  {
    id: "B-27",
    what: "a line break that decodes into a header",
    mails: one({ Subject: "=?UTF-8?Q?oi=0D=0ABcc:_x=40y.example?=" }),
    states: routed,
  },
  {
    id: "B-27",
    what: "a bomb of encoded words",
    mails: one({ Subject: "=?utf-8?B?YQ==?= ".repeat(14_000) }),
    states: routed,
  },
  {
    id: "B-30",
    what: "20 MB of base64 in base64: decoded once",
    mails: () => {
      const inner = Buffer.alloc(11 * 1024 * 1024, "x").toString("base64");
      return [
        multipart("mixed", [
          part("text/plain", "segue"),
          part("application/zip", Buffer.from(inner).toString("base64").replace(/.{76}/g, "$&\n"), [
            "Content-Transfer-Encoding: base64",
            "Content-Disposition: attachment; filename=a.zip",
          ]),
        ]),
      ];
    },
    states: routed,
    files: [{ fileName: "a.zip" }],
  },
];

/** Rows whose test stands where what it is about is decided. */
export const TESTED_ELSEWHERE: readonly (readonly [id: string, file: string, test: string])[] = [
  [
    "B-21",
    "packages/router/src/plan-auto-answers.test.ts",
    "two auto-responders face to face exchange two messages and fall silent",
  ],
  [
    "B-22",
    "packages/router/src/mail-threading.test.ts",
    "an altered token joins nothing, and is told of",
  ],
  [
    "B-23",
    "packages/router/src/mail-threading.test.ts",
    "the requester's address alone, vouched for by nobody, joins nothing and copies nobody in",
  ],
  [
    "B-24",
    "packages/router/src/mail-threading.test.ts",
    "the requester's address alone, vouched for by nobody, joins nothing and copies nobody in",
  ],
  ["B-28", "tests/email/bad-server.test.ts", "two mails under one UID"],
  [
    "B-29",
    "packages/connectors/src/email/transport/listener/mail-listener.test.ts",
    "mail to several of our inboxes is one for each, with its own recipients (B-29)",
  ],
  [
    "B-30",
    "packages/connectors/src/email/parse/bad-mail.test.ts",
    "B-30 more bytes than a mail may have are refused while they come, in a thread",
  ],
];
