import { generate } from "selfsigned";

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

let made: Promise<Certificate> | undefined;

/** A certificate for web.whatsapp.com that nobody vouches for; one for the life of the process. */
export function whatsappCertificate(): Promise<Certificate> {
  made ??= makeCertificate();
  return made;
}

async function makeCertificate(): Promise<Certificate> {
  const name = "web.whatsapp.com";
  const { private: key, cert } = await generate([{ name: "commonName", value: name }], {
    keyType: "ec", // RSA keys of today's length take up to a second.
    algorithm: "sha256",
    extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: name }] }],
  });
  return { key, cert };
}
