import { randomInt } from "node:crypto";
import { hash } from "@node-rs/argon2";

/** OWASP's first choice for argon2id (Password Storage Cheat Sheet): 19 MiB, 2 passes, 1 lane. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Without 0/O, 1/l/I: it is read from a terminal and typed into a page. */
const ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/** Four groups of four are 92 bits: nobody guesses that, and a person can still copy it. */
const GROUPS = 4;
const GROUP_LENGTH = 4;

export function hashPassword(password: string): Promise<string> {
  return hash(password, ARGON2);
}

/** A password for somebody who has none yet; shown once. */
export function generatePassword(): string {
  const group = (): string =>
    Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return Array.from({ length: GROUPS }, group).join("-");
}
