/** A mail of a customer, a stranger or a machine. */
export interface Letter {
  readonly from: string;
  readonly fromName?: string;
  /** The shop's address unless given. */
  readonly to?: string;
  readonly subject: string;
  readonly text: string;
  /** Without brackets, as all ids here. */
  readonly id?: string;
  readonly inReplyTo?: string;
  readonly references?: readonly string[];
  /** The shop's mail server found From's domain proven. */
  readonly vouched?: boolean;
  /** From's address unless given; empty for what must cause no bounce. */
  readonly envelopeFrom?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** In place of plain text: its type, and all of it. */
  readonly body?: { readonly type: string; readonly content: string };
}

export function writeLetter(
  letter: Letter & { readonly id: string },
  shop: { readonly address: string; readonly authservId: string },
): string {
  const { from, fromName, inReplyTo, references = [], body } = letter;
  const domain = from.slice(from.lastIndexOf("@") + 1);
  const vouched = `${shop.authservId}; dmarc=pass header.from=${domain}`;
  const lines = [
    ...(letter.vouched ? [`Authentication-Results: ${vouched}`] : []),
    `From: ${fromName === undefined ? from : `${fromName} <${from}>`}`,
    `To: ${letter.to ?? shop.address}`,
    `Subject: ${letter.subject}`,
    `Message-ID: <${letter.id}>`,
    ...(inReplyTo === undefined ? [] : [`In-Reply-To: <${inReplyTo}>`]),
    ...(references.length === 0
      ? []
      : [`References: ${references.map((id) => `<${id}>`).join(" ")}`]),
    ...Object.entries(letter.headers ?? {}).map(([name, value]) => `${name}: ${value}`),
    "MIME-Version: 1.0",
    `Content-Type: ${body?.type ?? "text/plain; charset=utf-8"}`,
    "",
    body?.content ?? letter.text,
    "",
  ];
  return lines.join("\n").replace(/\r?\n/g, "\r\n");
}

/** The report that a mail server sends when an address of one of our mails is dead (RFC 3464). */
export function writeBounce(of: {
  readonly address: string;
  readonly messageId: string;
  readonly envelopeTo: string;
}): Letter {
  const content = [
    "--R",
    "Content-Type: text/plain; charset=utf-8",
    "",
    "This is the mail system at mx.example.net. I am sorry, your mail could not be delivered.",
    "--R",
    "Content-Type: message/delivery-status",
    "",
    "Reporting-MTA: dns; mx.example.net",
    "",
    `Final-Recipient: rfc822; ${of.address}`,
    "Action: failed",
    "Status: 5.1.1",
    `Diagnostic-Code: smtp; 550 5.1.1 <${of.address}>: User unknown`,
    "",
    "--R",
    "Content-Type: text/rfc822-headers",
    "",
    `From: ${of.envelopeTo}`,
    `To: ${of.address}`,
    `Message-ID: <${of.messageId}>`,
    "Subject: returned",
    "",
    "--R--",
  ].join("\n");
  return {
    from: "mailer-daemon@mx.example.net",
    envelopeFrom: "",
    subject: "Undelivered Mail Returned to Sender",
    text: "",
    headers: { "Auto-Submitted": "auto-replied" },
    body: { type: 'multipart/report; report-type=delivery-status; boundary="R"', content },
  };
}
