import type { Mistake, Settings } from "../inbox-page/mistakes.ts";
import { type MailboxForm, passwordField, storedForm, usedHalves } from "./mailbox-form.ts";

/** Why a field is not taken, by the name the form gives it: `imap.host`, `password`, `direction`. */
export type MailboxMistakes = Readonly<Record<string, Mistake>>;

/**
 * What would be refused.
 * @param before the inbox's settings: a kept secret may be left empty, unless where it goes changes.
 *   Absent while there is no inbox yet
 */
export function mistakesIn(form: MailboxForm, before?: Settings): MailboxMistakes {
  const mistakes: Record<string, Mistake> = {};
  const stored = before && storedForm(before);
  for (const name of usedHalves(form)) {
    const server = form[name];
    const isRelay = name === "smtp" && stored !== undefined;
    if (server.host.trim() === "") mistakes[`${name}.host`] = "required";
    if (!isPort(server.port)) {
      mistakes[`${name}.port`] = server.port.trim() === "" ? "required" : "range";
    }
    // A relay that is there may know us by where we are.
    if (server.user.trim() === "" && !isRelay) mistakes[`${name}.user`] = "required";
  }
  if (!form.receives && !form.sends && before?.in !== "listener") mistakes.direction = "required";
  return { ...mistakes, ...mistakesInSecrets(form, stored) };
}

function mistakesInSecrets(form: MailboxForm, stored: MailboxForm | undefined): MailboxMistakes {
  const isMoved = (name: "imap" | "smtp") =>
    placeOf(form, name) !== (stored && placeOf(stored, name));
  if (form.login === "oauth") {
    const wasOauth = stored?.login === "oauth";
    const mistakes: Record<string, Mistake> = {};
    for (const name of ["tokenUrl", "clientId"] as const) {
      if (form.oauth[name].trim() === "") mistakes[`oauth.${name}`] = "required";
    }
    if (form.oauth.refreshToken.trim() !== "" || form.oauth.consent !== "") return mistakes;
    const isElsewhere =
      isMoved("imap") || isMoved("smtp") || form.oauth.tokenUrl.trim() !== stored?.oauth.tokenUrl;
    if (!wasOauth) mistakes["oauth.refreshToken"] = "required";
    else if (isElsewhere) mistakes["oauth.refreshToken"] = "needed-again";
    return mistakes;
  }
  const entries = usedHalves(form).flatMap((name): readonly [string, Mistake][] => {
    if (name === "smtp" && form.smtp.user.trim() === "" && stored !== undefined) return [];
    const field = passwordField(form, name);
    if (form[field] !== "") return [];
    const isKept =
      stored?.login === "password" && usedHalves(stored).includes(name) && stored[name].user !== "";
    if (!isKept) return [[field, "required"]];
    return isMoved(name) ? [[field, "needed-again"]] : [];
  });
  return Object.fromEntries(entries);
}

/**
 * The settings of an inbox on the channel `email`.
 * @param before its settings so far: what the form does not show stays, and so does a secret left empty;
 *   one that is no longer of use is `null`, which takes it out
 */
export function settingsOf(form: MailboxForm, before?: Settings): Settings {
  const isOauth = form.login === "oauth";
  const half = (name: "imap" | "smtp") => {
    const { host, port, security, user, certificate } = form[name];
    const password = form[passwordField(form, name)];
    const hasUser = user.trim() !== "";
    return {
      [`${name}Host`]: host.trim(),
      [`${name}Port`]: Number(port),
      [`${name}Security`]: security,
      ...(hasUser && { [`${name}User`]: user.trim() }),
      ...(!isOauth && hasUser && password !== "" && { [`${name}Password`]: password }),
      ...(certificate !== undefined && { [`${name}Certificate`]: certificate }),
    };
  };
  const { tokenUrl, clientId, clientSecret, refreshToken, scope, consent } = form.oauth;
  const filled =
    consent === ""
      ? { oauthScope: scope, oauthClientSecret: clientSecret, oauthRefreshToken: refreshToken }
      : { oauthConsent: consent };
  return {
    ...(before && { ...unshown(before, form), ...outOfUse(form, before) }),
    address: form.address,
    ...(form.displayName.trim() !== "" && { displayName: form.displayName.trim() }),
    in: form.receives ? "imap" : before?.in === "listener" ? "listener" : "none",
    ...(form.receives && half("imap")),
    ...(form.sends && half("smtp")),
    ...(isOauth && {
      oauthTokenUrl: tokenUrl.trim(),
      oauthClientId: clientId.trim(),
      ...Object.fromEntries(
        Object.entries(filled).flatMap(([name, text]) =>
          text.trim() === "" ? [] : [[name, text.trim()]],
        ),
      ),
    }),
  };
}

/** Whether anything but the name was changed: only then is there something to be tried. */
export function isConnectionChanged(form: MailboxForm, stored: MailboxForm): boolean {
  return (
    JSON.stringify({ ...form, displayName: "" }) !== JSON.stringify({ ...stored, displayName: "" })
  );
}

/** The form's name of a setting that the server refused. */
export function fieldOf(setting: string, form: MailboxForm): string {
  const [, half, rest] = /^(imap|smtp|oauth)([A-Z].*)$/.exec(setting) ?? [];
  if (half === undefined || rest === undefined) return setting;
  const name = rest.charAt(0).toLowerCase() + rest.slice(1);
  if (half === "oauth" || name !== "password") return `${half}.${name}`;
  return passwordField(form, half === "smtp" ? "smtp" : "imap");
}

const SERVER_SETTING = /^(imap|smtp)(Host|Port|Security|Certificate|User)$/;

/** Settings that no field of this form is about. */
function unshown(before: Settings, form: MailboxForm): Settings {
  const kept = Object.entries(before).filter(([name]) => {
    const half = SERVER_SETTING.exec(name)?.[1];
    // What is not fetched for now is fetched from there later.
    if (half === "imap") return !form.receives;
    return half === undefined && name !== "displayName" && !name.startsWith("oauth");
  });
  return Object.fromEntries(kept);
}

/** Stored secrets that nothing would use any more. */
function outOfUse(form: MailboxForm, before: Settings): Settings {
  const wasOauth = before.oauthTokenUrl !== undefined;
  const isOauth = form.login === "oauth";
  const isSmtpFree = !form.sends || (form.smtp.user.trim() === "" && !isOauth);
  return {
    ...(isOauth && !wasOauth && { imapPassword: null, smtpPassword: null }),
    ...(isSmtpFree && { smtpPassword: null }),
    ...(!isOauth && wasOauth && { oauthRefreshToken: null, oauthClientSecret: null }),
  };
}

/** Where a secret of this half goes. */
function placeOf(form: MailboxForm, name: "imap" | "smtp"): string {
  if (!usedHalves(form).includes(name)) return "";
  const { host, port, security, certificate } = form[name];
  return JSON.stringify([host.trim(), port.trim(), security, certificate]);
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= 65_535;
}
