import type { Mistake, Mistakes, Settings } from "../inbox-page/mistakes.ts";

/** Settings of an inbox on the channel `whatsapp`, as an admin fills them in; numbers as typed. */
export interface WebForm {
  readonly groups: boolean;
  readonly marksRead: boolean;
  readonly sendsPerMinuteMax: string;
  readonly firstContactsPerDayMax: string;
  readonly historyDays: string;
  readonly restartAt: string;
  readonly memoryMaxMb: string;
}

export interface CloudForm {
  readonly phoneNumberId: string;
  readonly wabaId: string;
  /** Secrets are never told by the server: empty means as it was. */
  readonly accessToken: string;
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly marksRead: boolean;
  readonly graphBaseUrl: string;
  readonly graphVersion: string;
  /** One a line, or with commas between. */
  readonly mediaHosts: string;
}

/** What the channel's own settings take, and begin with (connectors, whatsapp). */
export const WEB_NUMBERS = {
  sendsPerMinuteMax: { min: 1, max: 60, initial: 12 },
  firstContactsPerDayMax: { min: 0, max: 200, initial: 10 },
  historyDays: { min: 0, max: 30, initial: 0 },
  memoryMaxMb: { min: 300, max: 8_192, initial: 1_500 },
} as const;
export type WebNumber = keyof typeof WEB_NUMBERS;
const WEB_NUMBER_NAMES = Object.keys(WEB_NUMBERS) as WebNumber[];

export function webFormOf(settings: Settings): WebForm {
  const number = (name: WebNumber) => String(settings[name] ?? WEB_NUMBERS[name].initial);
  return {
    groups: settings.groups === true,
    marksRead: settings.marksRead !== false,
    sendsPerMinuteMax: number("sendsPerMinuteMax"),
    firstContactsPerDayMax: number("firstContactsPerDayMax"),
    historyDays: number("historyDays"),
    restartAt: text(settings.restartAt, "04:00"),
    memoryMaxMb: number("memoryMaxMb"),
  };
}

export function mistakesInWeb(form: WebForm): Mistakes<WebForm> {
  const wrong = WEB_NUMBER_NAMES.filter((name) => {
    const { min, max } = WEB_NUMBERS[name];
    const value = form[name].trim();
    return !/^\d{1,5}$/.test(value) || Number(value) < min || Number(value) > max;
  });
  return {
    ...Object.fromEntries(wrong.map((name) => [name, "range"] as const)),
    ...(/^([01]\d|2[0-3]):[0-5]\d$/.test(form.restartAt) ? {} : { restartAt: "format" as const }),
  };
}

export function webSettingsOf(form: WebForm): Settings {
  const { groups, marksRead, restartAt } = form;
  const numbers = WEB_NUMBER_NAMES.map((name) => [name, Number(form[name].trim())] as const);
  return { transport: "web", groups, marksRead, restartAt, ...Object.fromEntries(numbers) };
}

const GRAPH_BASE_URL = "https://graph.facebook.com";
const GRAPH_VERSION = "v25.0";
const MEDIA_HOST = "lookaside.fbsbx.com";

export function cloudFormOf(settings: Settings): CloudForm {
  const { mediaHosts } = settings;
  return {
    phoneNumberId: text(settings.phoneNumberId, ""),
    wabaId: text(settings.wabaId, ""),
    accessToken: "",
    appSecret: "",
    verifyToken: "",
    marksRead: settings.marksRead !== false,
    graphBaseUrl: text(settings.graphBaseUrl, GRAPH_BASE_URL),
    graphVersion: text(settings.graphVersion, GRAPH_VERSION),
    mediaHosts: Array.isArray(mediaHosts) ? mediaHosts.join("\n") : MEDIA_HOST,
  };
}

const FORMATS: readonly (readonly [Exclude<keyof CloudForm, "marksRead">, RegExp])[] = [
  ["phoneNumberId", /^\d{5,32}$/],
  ["wabaId", /^\d{5,32}$/],
  ["accessToken", /^\S{20,1024}$/],
  ["appSecret", /^[0-9a-f]{32}$/],
  ["verifyToken", /^\S{16,128}$/],
  ["graphBaseUrl", /^https?:\/\/\S+$/],
  ["graphVersion", /^v\d{1,3}\.\d{1,2}$/],
];
const SECRETS = ["accessToken", "appSecret", "verifyToken"] as const;

/**
 * What would be refused. A secret that is kept may be left empty, unless where it goes changes: then
 * it is typed again, because a stored one goes nowhere new.
 * @param before the inbox's settings; absent while there is no inbox yet
 */
export function mistakesInCloud(form: CloudForm, before?: Settings): Mistakes<CloudForm> {
  const found = FORMATS.flatMap(([field, format]): readonly (readonly [string, Mistake])[] => {
    const value = form[field].trim();
    const isKept = before !== undefined && SECRETS.some((secret) => secret === field);
    if (value === "") return isKept ? [] : [[field, "required"]];
    return format.test(value) ? [] : [[field, "format"]];
  });
  const hosts = hostsOf(form.mediaHosts);
  const isBadHost = hosts.some((host) => !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(host));
  return {
    ...(isBadHost ? { mediaHosts: "format" as const } : {}),
    ...(before !== undefined && form.accessToken.trim() === "" && goesElsewhere(form, before)
      ? { accessToken: "needed-again" as const }
      : {}),
    ...Object.fromEntries(found),
  };
}

function goesElsewhere(form: CloudForm, before: Settings): boolean {
  const held = cloudFormOf(before);
  return (
    form.graphBaseUrl.trim() !== held.graphBaseUrl ||
    hostsOf(form.mediaHosts).join() !== hostsOf(held.mediaHosts).join()
  );
}

/** Secrets that were not typed are left out: the stored ones stay. */
export function cloudSettingsOf(form: CloudForm): Settings {
  const typed = SECRETS.filter((name) => form[name].trim() !== "");
  return {
    transport: "cloud",
    phoneNumberId: form.phoneNumberId.trim(),
    wabaId: form.wabaId.trim(),
    ...Object.fromEntries(typed.map((name) => [name, form[name].trim()])),
    marksRead: form.marksRead,
    graphBaseUrl: form.graphBaseUrl.trim(),
    graphVersion: form.graphVersion.trim(),
    mediaHosts: hostsOf(form.mediaHosts),
  };
}

const hostsOf = (lines: string) =>
  lines
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
const text = (value: unknown, otherwise: string) => (typeof value === "string" ? value : otherwise);

/** Characters that need no escape anywhere; 192 bits of chance. */
export function newVerifyToken(random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array): string {
  const bytes = random(new Uint8Array(24));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_");
}

/** A number as people of Brazil write it, or with its country: E.164, or `null` when it is neither. */
export function phoneOf(written: string): string | null {
  const digits = written.replaceAll(/\D/g, "");
  const isAbroad = written.trim().startsWith("+");
  const phone = isAbroad ? `+${digits}` : `+55${digits}`;
  const isWhole = isAbroad ? /^\+[1-9]\d{6,14}$/ : /^\+55[1-9]\d\d{8,9}$/;
  return isWhole.test(phone) ? phone : null;
}
