import { generate } from "selfsigned";

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** A certificate for this name that nobody vouches for. */
export async function makeCertificate(name: string): Promise<Certificate> {
  const { private: key, cert } = await generate([{ name: "commonName", value: name }], {
    keyType: "ec", // RSA keys of today's length take up to a second.
    algorithm: "sha256",
    extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: name }] }],
  });
  return { key, cert };
}
