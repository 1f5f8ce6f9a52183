import { domainToASCII } from "node:url";
import { SELF_TEST_HEADER, type Signer, selfTestMark } from "@circuito/domain";
import type { OutgoingMail } from "../transport/smtp/outgoing-mail.ts";

export interface SelfTestMail {
  readonly mail: OutgoingMail;
  readonly mark: string;
}

/** The mail that a test of a mailbox sends to itself. It stays there: we delete nothing. */
export function selfTestMail(
  address: string,
  nonce: string,
  signer: Signer,
  now: number,
): SelfTestMail {
  const mark = selfTestMark(nonce, address, signer);
  const domain = domainToASCII(address.slice(address.lastIndexOf("@") + 1));
  const us = { name: "Circuito", address };
  return {
    mark,
    mail: {
      envelope: { from: address, to: [address] },
      from: us,
      to: [us],
      cc: [],
      subject: "Circuito: this mailbox works / esta caixa funciona / este buzón funciona",
      text: [
        "This mail was sent by the test of this mailbox, to itself. It may be deleted.",
        "Este e-mail foi enviado pelo teste desta caixa, para ela mesma. Pode ser apagado.",
        "Este correo lo envió la prueba de este buzón, a sí mismo. Se puede borrar.",
        "",
      ].join("\n"),
      messageId: `circuito-test.${nonce}@${domain}`,
      references: [],
      date: now,
      headers: { "Auto-Submitted": "auto-generated", [SELF_TEST_HEADER]: mark },
      attachments: [],
    },
  };
}
