/** A small mail with a Message-ID that counts. */
export function writeMail(number: number, text = `mail number ${number}`): string {
  return [
    "From: Ana Souza <ana@example.com>",
    "To: support@example.org",
    `Subject: Question ${number}`,
    `Date: ${new Date(Date.UTC(2026, 0, 5, 12, 0, number)).toUTCString().replace("GMT", "+0000")}`,
    `Message-ID: <${number}@mail.example.com>`,
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "",
    text,
    "",
  ].join("\r\n");
}
