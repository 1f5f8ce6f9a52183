import type { Mistake, Mistakes, Settings } from "../inbox-page/mistakes.ts";

export type SmsProvider = "twilio" | "vonage" | "generic";

/** Settings of an inbox on the channel `sms`, as an admin fills them in. */
export interface SmsForm {
  readonly provider: SmsProvider;
  readonly from: string;
  readonly accountSid: string;
  readonly messagingServiceSid: string;
  readonly apiKey: string;
  readonly signatureMethod: "sha256" | "sha512";
  readonly sendUrl: string;
  /** Secrets are never told by the server: empty means as it was. */
  readonly authToken: string;
  readonly signatureSecret: string;
  readonly secret: string;
}

export type SmsText = Exclude<keyof SmsForm, "provider" | "signatureMethod">;

/** What each provider asks for, in the order of its fields (connectors, sms). */
export const SMS_FIELDS: Readonly<Record<SmsProvider, readonly SmsText[]>> = {
  twilio: ["accountSid", "authToken", "from", "messagingServiceSid"],
  vonage: ["apiKey", "signatureSecret", "from"],
  generic: ["from", "sendUrl", "secret"],
};
export const SMS_SECRETS: ReadonlySet<SmsText> = new Set([
  "authToken",
  "signatureSecret",
  "secret",
]);

const FORMATS: Readonly<Record<SmsText, RegExp>> = {
  from: /^(\+[1-9]\d{6,14}|[A-Za-z0-9 ]{1,11})$/,
  accountSid: /^AC[0-9a-f]{32}$/,
  messagingServiceSid: /^MG[0-9a-f]{32}$/,
  apiKey: /^.{1,64}$/,
  sendUrl: /^https?:\/\/\S+$/,
  authToken: /^\S{32,64}$/,
  signatureSecret: /^.{16,256}$/,
  secret: /^whsec_\S{32,}$/,
};

export function smsFormOf(settings: Settings): SmsForm {
  const text = (name: string) => {
    const value = settings[name];
    return typeof value === "string" ? value : "";
  };
  const { provider } = settings;
  return {
    provider: provider === "vonage" || provider === "generic" ? provider : "twilio",
    from: text("from"),
    accountSid: text("accountSid"),
    messagingServiceSid: text("messagingServiceSid"),
    apiKey: text("apiKey"),
    signatureMethod: settings.signatureMethod === "sha512" ? "sha512" : "sha256",
    sendUrl: text("sendUrl"),
    authToken: "",
    signatureSecret: "",
    secret: "",
  };
}

/**
 * What would be refused. A kept secret may be left empty, unless where it goes changes.
 * @param before the inbox's settings; absent while there is no inbox yet
 */
export function mistakesInSms(form: SmsForm, before?: Settings): Mistakes<SmsForm> {
  const found = SMS_FIELDS[form.provider].flatMap((field): readonly [SmsText, Mistake][] => {
    const value = form[field].trim();
    if (value !== "") return FORMATS[field].test(value) ? [] : [[field, "format"]];
    if (field === "messagingServiceSid") return [];
    // A messaging service chooses the sender.
    if (field === "from" && form.provider === "twilio" && form.messagingServiceSid !== "")
      return [];
    if (before === undefined || !SMS_SECRETS.has(field)) return [[field, "required"]];
    const goesElsewhere = field === "secret" && form.sendUrl.trim() !== before.sendUrl;
    return goesElsewhere ? [[field, "needed-again"]] : [];
  });
  return Object.fromEntries(found);
}

/** Fields left empty are left out: a stored secret stays. What the form does not show stays, too. */
export function smsSettingsOf(form: SmsForm, before: Settings = {}): Settings {
  const fields = SMS_FIELDS[form.provider];
  const others = Object.entries(before).filter(([name]) => !fields.some((own) => own === name));
  const typed = fields.flatMap((name) => {
    const value = form[name].trim();
    return value === "" ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(others),
    provider: form.provider,
    ...(form.provider === "vonage" && { signatureMethod: form.signatureMethod }),
    ...Object.fromEntries(typed),
  };
}

/** 256 bits of chance, as Standard Webhooks writes secrets. */
export function newWebhookSecret(random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array): string {
  return `whsec_${btoa(String.fromCharCode(...random(new Uint8Array(32))))}`;
}
