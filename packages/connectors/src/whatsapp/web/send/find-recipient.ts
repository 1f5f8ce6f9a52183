import { SendError } from "@circuito/connector";
import type { Address } from "@circuito/domain";
import { digitsOf } from "../ids/wid.ts";
import { CallFailed, type WaSession } from "../wa-session.ts";
import type { WebMemory } from "../web-memory.ts";

/**
 * The id to write to. A number's id is asked for, once, and never computed: accounts from before the
 * ninth digit have eight, and a message to the other spelling goes nowhere (traps 13 to 15).
 * @throws SendError, or what a call throws
 */
export async function findRecipient(
  to: Address,
  memory: WebMemory,
  session: WaSession,
  timeoutMs: number,
): Promise<string> {
  const came = memory.chatsByAddress.get(to);
  if (came !== undefined) return came;
  const digits = digitsOf(to);
  if (to.startsWith("wa-lid:")) return `${digits}@lid`;
  if (to.startsWith("wa-group:")) return `${to.slice("wa-group:".length)}@g.us`;
  if (!to.startsWith("tel:")) {
    throw new SendError(
      "unreachable-address",
      "WhatsApp reaches numbers and its own accounts only",
    );
  }
  const known = memory.widsByPhone.get(digits);
  if (known !== undefined) return known;
  const found = await askNumber(digits, session, timeoutMs);
  if (found === undefined) throw new SendError("unreachable-address", "not on WhatsApp");
  memory.widsByPhone.set(digits, found);
  memory.touch();
  return found;
}

async function askNumber(
  digits: string,
  session: WaSession,
  timeoutMs: number,
): Promise<string | undefined> {
  try {
    return await session.call("numberId", { digits }, timeoutMs);
  } catch (error) {
    // The page says of a number it cannot even ask about what it says of one that nobody has.
    if (error instanceof CallFailed && /invalid wid|wid error/i.test(error.message)) {
      return undefined;
    }
    throw error;
  }
}
