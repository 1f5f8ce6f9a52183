import { type BounceMail, readBounce } from "./read-bounce.ts";

function mail(more: {
  from?: string;
  subject?: string;
  headers?: Readonly<Record<string, string>>;
  text?: string;
  parts?: readonly string[];
  embedded?: readonly (readonly [type: string, text: string])[];
}): BounceMail {
  const from = more.from ?? "mailer-daemon@mx.example.net";
  return {
    headers: Object.entries({ from, ...more.headers }).map(([name, value]) => ({ name, value })),
    from: [{ name: "", address: from }],
    subject: more.subject ?? "Undelivered Mail Returned to Sender",
    text: more.text ?? "",
    parts: (more.parts ?? ["text/plain"]).map((type) => ({
      path: "1",
      type,
      disposition: undefined,
      reportType: undefined,
      boundary: undefined,
    })),
    embedded: (more.embedded ?? []).map(([type, text]) => ({ path: "2", type, text })),
  };
}

const standard = (fields: string) =>
  mail({
    text: "I am sorry, your mail could not be delivered.",
    parts: ["multipart/report", "text/plain", "message/delivery-status", "message/rfc822"],
    embedded: [
      ["message/delivery-status", `Reporting-MTA: dns; mx.example.net\n\n${fields}`],
      [
        "message/rfc822",
        "From: help@example.org\nMessage-ID:\n <c.1.abc@example.org>\nSubject: Oi\n\ntext",
      ],
    ],
  });

test("a standard report names recipient, code, permanence and the mail it is about", () => {
  const report = readBounce(
    standard(
      "Final-Recipient: rfc822; Ana@Example.com\nAction: failed\nStatus: 5.1.1\n" +
        "Diagnostic-Code: smtp; 550 5.1.1 <ana@example.com>:\n    User unknown",
    ),
  );
  expect(report).toEqual({
    kind: "failed",
    originalIds: ["c.1.abc@example.org"],
    recipients: [
      {
        address: "ana@example.com",
        status: "5.1.1",
        replyCode: "550",
        reason: "no-such-address",
        permanence: "hard",
        diagnostic: "550 5.1.1 <ana@example.com>: User unknown",
      },
    ],
  });
});

test.each([
  ["5.1.1", "550 5.1.1 User unknown", "no-such-address", "hard"],
  ["5.0.0", "550 No such user here", "no-such-address", "hard"],
  ["5.1.2", "550 Host unknown", "no-such-host", "hard"],
  ["5.1.10", "556 domain does not accept mail (nullMX)", "takes-no-mail", "hard"],
  ["5.2.2", "552 5.2.2 Mailbox full", "mailbox-full", "soft"],
  ["5.7.1", "554 5.7.1 blocked using zen.spamhaus.org", "sender-refused", "soft"],
  ["5.7.26", "550-5.7.26 DMARC policy", "sender-refused", "soft"],
  ["5.3.4", "552 5.3.4 Message too big for system", "too-large", "soft"],
  ["4.4.1", "connect to mx.example.com: Connection timed out", "gave-up", "soft"],
  ["4.1.1", "450 4.1.1 User unknown", "no-such-address", "soft"],
  ["5.2.1", "550 5.2.1 User unknown", "other", "soft"],
  ["5.0.0", "550 user unknown (in reply to end of DATA command)", "other", "soft"],
])("%s with %j is %s and %s", (status, words, reason, permanence) => {
  const fields = `Final-Recipient: rfc822; ana@example.com\nAction: failed\nStatus: ${status}\nDiagnostic-Code: smtp; ${words}`;
  expect(readBounce(standard(fields))?.recipients[0]).toMatchObject({ reason, permanence });
});

test("the other server's own code is believed before the field made up from it", () => {
  const fields =
    "Final-Recipient: rfc822; ana@example.com\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 552 5.2.2 over quota";
  expect(readBounce(standard(fields))?.recipients[0]?.status).toBe("5.2.2");
});

test("a delay is a delay, a delivery a delivery", () => {
  const fields = (action: string, status: string) =>
    `Final-Recipient: rfc822; ana@example.com\nAction: ${action}\nStatus: ${status}`;
  expect(readBounce(standard(fields("delayed", "4.4.1")))?.kind).toBe("delayed");
  expect(readBounce(standard(fields("delivered", "2.1.5")))?.kind).toBe("delivered");
});

test("a report in running text names who, why, and the returned mail", () => {
  const text = [
    "This message was created automatically by mail delivery software.",
    "A message that you sent could not be delivered to these recipients:",
    "",
    "  ana@example.com",
    "    host mx.example.com [192.0.2.9]: 550 5.1.1 <ana@example.com> unknown user",
    "  bia@example.com",
    "    552 5.2.2 mailbox is full",
    "",
    "------ This is a copy of the message, including all the headers. ------",
    "",
    "Received: from here",
    "Message-ID: <c.2.def@example.org>",
  ].join("\n");
  const report = readBounce(mail({ text, headers: { "return-path": "<>" } }));
  expect(report).toMatchObject({
    kind: "failed",
    originalIds: ["c.2.def@example.org"],
    recipients: [
      { address: "ana@example.com", status: "5.1.1", permanence: "hard" },
      { address: "bia@example.com", status: "5.2.2", permanence: "soft" },
    ],
  });
});

test("a complaint names the one who complained", () => {
  const fields = "Feedback-Type: abuse\nVersion: 1\nOriginal-Rcpt-To: <ana@example.com>";
  const report = readBounce(mail({ embedded: [["message/feedback-report", fields]] }));
  expect(report).toMatchObject({
    kind: "complaint",
    recipients: [{ address: "ana@example.com", reason: "complaint", diagnostic: "abuse" }],
  });
});

test("a notice in JSON of a sending service is read", () => {
  const notice = {
    notificationType: "Bounce",
    mail: { messageId: "0100-abc" },
    bounce: {
      bouncedRecipients: [
        {
          emailAddress: "ana@example.com",
          status: "5.1.1",
          diagnosticCode: "smtp; 550 5.1.1 user unknown",
        },
      ],
    },
  };
  const report = readBounce(mail({ from: "no-reply@sns.example", text: JSON.stringify(notice) }));
  expect(report?.recipients[0]).toMatchObject({ address: "ana@example.com", permanence: "hard" });
});

test.each([
  [
    "a customer whose mail bounced",
    "ana@example.com",
    "Meu e-mail voltou: delivery failed",
    "O servidor disse 550 5.1.1 user unknown para bia@example.com, o que faço?",
  ],
  [
    "a person at postmaster@",
    "postmaster@example.com",
    "Invoice",
    "Please see the invoice for ana@example.com.",
  ],
  [
    "a person who forwards a bounce",
    "ana@example.com",
    "Fwd: Undelivered Mail",
    "veja abaixo\n\nThe mail could not be delivered to bia@example.com",
  ],
])("%s is no bounce", (_, from, subject, text) => {
  expect(readBounce(mail({ from, subject, text }))).toBeUndefined();
});

test("a megabyte of codes and addresses is read in a moment", async () => {
  const texts = [
    "550 5.1.1 ",
    "a@b.c ",
    "<<<<<<<",
    "Final-Recipient: rfc822; a@b.c\n\n",
    "1.1.1.1.",
    "5.1.1.",
  ];
  for (const unit of texts) {
    const text = unit.repeat(Math.ceil(1_000_000 / unit.length));
    const bounce = mail({ text, embedded: [["message/delivery-status", text]] });
    await expect(() => readBounce(bounce)).toCostAtMost(100);
  }
});
