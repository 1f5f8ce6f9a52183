/** Senders that only machines use: the local part of an address. */
const DAEMONS = new Set(
  (
    "mailer-daemon mailerdaemon mailer_daemon mail-daemon maildaemon postmaster post_master " +
    "post-master mail.delivery.system mail-delivery-system maildeliverysystem mdaemon bounce bounces " +
    "mailmaster double-bounce"
  ).split(" "),
);

/** How they call themselves. */
const DAEMON_NAMES = [
  "mail delivery",
  "mail delivery system",
  "mail delivery subsystem",
  "delivery subsystem",
  "mailer-daemon",
  "mailer daemon",
  "system administrator",
  "postmaster",
  "internet mail delivery",
  "mail administrator",
  "microsoft outlook",
  "sistema de entrega",
  "mail system",
];

/** Said in a subject or at the head of the text, in the languages of the mail systems we have seen. */
const FAILURES = [
  "undeliver",
  "delivery fail",
  "delivery has failed",
  "delivery failure",
  "failed delivery",
  "failure notice",
  "failure delivery",
  "delivery status notification",
  "delivery notification",
  "delivery report",
  "delivery problem",
  "delivery error",
  "delivery delayed",
  "returned mail",
  "returned to sender",
  "returning message",
  "mail delivery",
  "could not be delivered",
  "couldn't be delivered",
  "cannot be delivered",
  "can't be delivered",
  "was not delivered",
  "wasn't delivered",
  "not be delivered",
  "unable to deliver",
  "could not deliver",
  "not delivered",
  "did not reach",
  "error sending your mail",
  "failed permanently",
  "permanent error",
  "permanent fatal errors",
  "trouble delivering",
  "message delayed",
  "warning: message",
  "warning: could not send",
  "error while trying to deliver",
  "problem delivering",
  "message status - undeliverable",
  "mail could not",
  "email could not",
  "não pôde ser entregue",
  "não foi entregue",
  "não foi possível entregar",
  "falha na entrega",
  "falha de entrega",
  "no se pudo entregar",
  "no se ha podido entregar",
  "no entregado",
  "error de entrega",
  "fallo en la entrega",
  "unzustellbar",
  "konnte nicht zugestellt",
  "nicht zugestellt",
  "non remis",
  "n'a pas pu être",
  "non distribu",
  "échec de la remise",
  "mancata consegna",
  "impossibile consegnare",
  "non è stato possibile consegnare",
  "non può essere consegnat",
  "no longer in use",
  "invalid user address",
  "rejected by the recipient",
  "your message was rejected",
  "mail error",
  "nicht erreicht",
  "kon niet worden bezorgd",
  "не доставлено",
  "не удалось доставить",
  "user unknown",
  "message could not",
  "incorrectly constructed",
  "transcript of session",
  "配信",
  "お送りいただいた",
  "メールをお届け",
];

/** Where a report goes over to the mail it returns: the beginning of a line. */
const ORIGINAL_MARKS = [
  "received:",
  "received from",
  "return-path:",
  "dkim-signature:",
  "message headers follow",
  "--- below this line",
  "--- original message follows",
  "--- the header of the original",
  "------ this is a copy",
  "----- original message",
  "--- enclosed is a copy",
  "--- undelivered message",
  "----- message header follows",
  "original message headers",
  "the following message headers",
  "----- unsent message",
  "--- returned message",
  "----- original mail",
  "original message follows",
  "------ this is a copy of the message",
  "----- transcript of original",
  "--- original message",
  "-------- original message",
  "text of the message",
  "message text follows",
  "unsent message below",
  "full headers follow",
  "--original message",
  "content-type: message/rfc822",
  "content-type: text/rfc822-headers",
];

export function isDaemonAddress(address: string): boolean {
  return DAEMONS.has(address.slice(0, address.lastIndexOf("@")).toLowerCase());
}

export function isDaemonName(name: string): boolean {
  const folded = name.toLowerCase();
  return DAEMON_NAMES.some((known) => folded.includes(known));
}

export function speaksOfFailure(text: string): boolean {
  const folded = text
    .toLowerCase()
    .replace(/\s+/g, " ")
    .replace(/[\u2018\u2019]/g, "'");
  return FAILURES.some((phrase) => folded.includes(phrase));
}

/** The report without the mail it returns, and that mail. */
export function splitOriginal(text: string): {
  readonly report: string;
  readonly original: string;
} {
  let at = 0;
  while (at < text.length) {
    const end = text.indexOf("\n", at);
    const stop = end < 0 ? text.length : end;
    const line = text
      .slice(at, Math.min(stop, at + 80))
      .trim()
      .toLowerCase();
    if (at > 0 && ORIGINAL_MARKS.some((mark) => line.startsWith(mark))) {
      return { report: text.slice(0, at), original: text.slice(at) };
    }
    at = stop + 1;
  }
  return { report: text, original: "" };
}

const NO_REPLY = new Set(["no-reply", "noreply", "do-not-reply", "donotreply", "nao-responda"]);

/** Machines that want no answer; some providers report failures under that name. */
export function isNoReplyAddress(address: string): boolean {
  return NO_REPLY.has(address.slice(0, address.lastIndexOf("@")).toLowerCase());
}
