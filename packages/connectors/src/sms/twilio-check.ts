import { type CheckedStep, cleanText } from "@circuito/connector";
import { z } from "zod";
import { accountPath, askTwilio, type TwilioAccount } from "./ask-twilio.ts";

/** In the order in which an account is set up: what fails first explains what fails after it. */
type TwilioStep = "login" | "number" | "webhook";

/** Somebody waits at a form. */
const STEP_TIMEOUT_MS = 10_000;
const DETAIL_LENGTH_MAX = 300;

interface Finding {
  readonly ok: boolean;
  readonly detail: string;
}

/**
 * Asks Twilio whether the account lets us in, owns the number, and sends its messages here. Sends
 * nothing to anybody; never rejects. A sender that is no number has nothing to be looked up.
 * Source: twilio.com/docs/iam/api/account, /docs/phone-numbers/api/incomingphonenumber-resource.
 */
export async function checkTwilio(
  own: TwilioAccount & { readonly webhookUrl: string },
  signal: AbortSignal,
): Promise<readonly CheckedStep[]> {
  const { settings, webhookUrl } = own;
  const account = await checked("login", () => lookAtAccount(own, signal));
  if (!account.ok || !settings.from?.startsWith("+")) return [account];
  let answersAt: string | undefined;
  const number = await checked("number", async () => {
    const query = new URLSearchParams({ PhoneNumber: settings.from ?? "" });
    const { incoming_phone_numbers: found } = numbers.parse(
      await ask(own, `/IncomingPhoneNumbers.json?${query}`, signal),
    );
    answersAt = found[0]?.sms_url ?? "";
    return found.length > 0
      ? { ok: true, detail: settings.from ?? "" }
      : { ok: false, detail: "the account has no such number" };
  });
  if (!number.ok || answersAt === undefined || settings.messagingServiceSid !== undefined) {
    // A service has a webhook of its own, which may stand in for the number's.
    return [account, number];
  }
  const ok = answersAt === webhookUrl;
  const webhook: CheckedStep & { step: TwilioStep } = {
    step: "webhook",
    ok,
    detail: oneLine(ok ? webhookUrl : answersAt || "no address is set"),
  };
  return [account, number, webhook];
}

const account = z.object({ status: z.string(), friendly_name: z.string().optional() });
const numbers = z.object({
  incoming_phone_numbers: z.array(z.looseObject({ sms_url: z.string().nullish() })),
});

async function lookAtAccount(own: TwilioAccount, signal: AbortSignal) {
  const { status, friendly_name } = account.parse(await ask(own, ".json", signal));
  return {
    ok: status === "active",
    detail: [friendly_name, status].filter((part) => part).join(", "),
  };
}

const ask = (own: TwilioAccount, path: string, signal: AbortSignal): Promise<unknown> =>
  askTwilio(own, accountPath(own.settings) + path, { timeoutMs: STEP_TIMEOUT_MS, signal });

async function checked(
  step: TwilioStep,
  look: () => Promise<Finding>,
): Promise<CheckedStep & { step: TwilioStep }> {
  try {
    const { ok, detail } = await look();
    return { step, ok, detail: oneLine(detail) };
  } catch (error) {
    const isOdd = error instanceof z.ZodError || !(error instanceof Error);
    const detail = isOdd ? "the answer is not Twilio's" : error.message;
    return { step, ok: false, detail: oneLine(detail) };
  }
}

function oneLine(text: string): string {
  return cleanText(text).replace(/\s+/g, " ").trim().slice(0, DETAIL_LENGTH_MAX);
}
