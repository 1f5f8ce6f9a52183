/** `+55 11 90000-0001`, and how providers write the same number: `5511900000001@c.us`. */
const NUMBER = /^\+?[\d\s().-]{6,}(@(c\.us|s\.whatsapp\.net))?$/;

/**
 * An address as rules compare it: lower-case, without its scheme; of a number the digits alone.
 * Channels and admins write the same address in many ways.
 */
export function comparableAddress(address: string): string {
  const bare = address
    .trim()
    .toLowerCase()
    .replace(/^(tel|mailto|sip):/, "");
  return NUMBER.test(bare) ? bare.replace(/@.*$/, "").replace(/\D/g, "") : bare;
}
