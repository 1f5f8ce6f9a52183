import { randomBytes } from "node:crypto";
import type { AddressReading } from "@circuito/domain";
import { isProof } from "../address-proof.ts";
import { errorCode } from "./error-code.ts";

const NONCE_BYTES = 16;

/** Asks whoever answers at the public address to prove that it is this installation. */
export async function askAddress(
  publicUrl: string,
  prove: (nonce: string) => string,
  signal: AbortSignal,
): Promise<AddressReading> {
  const nonce = randomBytes(NONCE_BYTES).toString("hex");
  try {
    const answer = await fetch(`${publicUrl}/healthz?prove=${nonce}`, {
      redirect: "manual",
      signal,
    });
    const said: unknown = await answer.json().catch(() => undefined);
    const proof = typeof said === "object" && said !== null && "proof" in said && said.proof;
    return { kind: "answered", status: answer.status, isOurs: isProof(proof, prove(nonce)) };
  } catch (error) {
    return { kind: "failed", code: errorCode(error) };
  }
}
