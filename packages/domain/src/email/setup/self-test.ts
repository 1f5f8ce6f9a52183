import type { Classification } from "../automatic/automatic-mail.ts";
import { headersOf, type MailHeader } from "../mail-headers.ts";
import type { Signer } from "../thread/signed-names.ts";

/** Stands in the mail that a test of a mailbox sends to itself. */
export const SELF_TEST_HEADER = "x-circuito-self-test";
/** 100 bits: it may be tried at leisure, by whoever wants a mail of theirs to go unseen. */
const MAC_LENGTH = 20;
/** A nonce of ours, lower case; see `newSelfTestNonce` of whoever makes it. */
const NONCE = /^[0-9a-z]{8,64}$/;

/** The value of the header: who may be silent is signed, and for which mailbox. */
export function selfTestMark(nonce: string, address: string, signer: Signer): string {
  return `${nonce}.${signer.sign("self-test", signedText(nonce, address), MAC_LENGTH)}`;
}

/**
 * What such a mail is, wherever it is met (it lies in the Sent folder, too): mail of ours that came
 * back, kept out of every conversation. The evidence says that it was meant to.
 */
export const SELF_TEST_CLASSIFICATION: Classification = {
  class: "loop",
  evidence: [{ signal: SELF_TEST_HEADER, value: "signed", says: "loop" }],
  noAnswer: true,
};

export interface MaybeSelfTest {
  readonly headers: readonly MailHeader[];
  /** Lower-case addresses of From. */
  readonly from: readonly string[];
}

/**
 * Whether a mail is the one that this installation's own test sent from this mailbox to itself. There
 * is no time limit: a mailbox that takes in last month's mail meets last month's tests. Without the
 * key nobody can mark another mail, and a marked one again, from that same address, is a test again.
 * @param ownAddress of the inbox, as the test was asked about it
 */
export function isSelfTest(mail: MaybeSelfTest, ownAddress: string, signer: Signer): boolean {
  const own = ownAddress.toLowerCase();
  if (mail.from.length !== 1 || mail.from[0] !== own) return false;
  return headersOf(mail.headers, SELF_TEST_HEADER).some((value) => {
    const [nonce = "", mac = "", ...more] = value.trim().toLowerCase().split(".");
    const isWhole = more.length === 0 && mac.length === MAC_LENGTH && NONCE.test(nonce);
    return isWhole && signer.holds("self-test", signedText(nonce, own), mac);
  });
}

function signedText(nonce: string, address: string): string {
  return `${nonce} ${address.toLowerCase()}`;
}
