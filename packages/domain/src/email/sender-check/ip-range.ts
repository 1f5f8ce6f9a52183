/** An IP address as a number, and how many bits it has; `undefined`: it is none. */
function parse(text: string): { readonly value: bigint; readonly bits: 32 | 128 } | undefined {
  return text.includes(":") ? parseSix(text) : parseFour(text);
}

function parseFour(text: string): { readonly value: bigint; readonly bits: 32 } | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) {
    return undefined;
  }
  return { value: parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n), bits: 32 };
}

function parseSix(text: string): { readonly value: bigint; readonly bits: 128 } | undefined {
  const [head = "", tail, ...rest] = text.split("::");
  if (rest.length > 0) return undefined;
  const groups = (part: string) => (part === "" ? [] : part.split(":"));
  const before = groups(head);
  const after = groups(tail ?? "");
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const all = [...before, ...Array.from({ length: missing }, () => "0"), ...after];
  if (!all.every((group) => /^[\da-f]{1,4}$/i.test(group))) return undefined;
  return {
    value: all.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n),
    bits: 128,
  };
}

/** @param range `192.0.2.0/24`, `2001:db8::/32`, or one address */
export function isInRange(address: string, range: string): boolean {
  const [base = "", length] = range.split("/");
  const [one, of] = [parse(address), parse(base)];
  if (!one || !of || one.bits !== of.bits) return false;
  const kept = length === undefined ? of.bits : Number(length);
  if (!Number.isInteger(kept) || kept < 0 || kept > of.bits) return false;
  const dropped = BigInt(of.bits - kept);
  return one.value >> dropped === of.value >> dropped;
}
