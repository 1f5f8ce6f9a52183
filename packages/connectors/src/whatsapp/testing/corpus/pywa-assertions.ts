import type { InboundElement, MessageElement, SpecialContent } from "@circuito/domain";

type Special<K extends SpecialContent["kind"]> = Extract<SpecialContent, { kind: K }>;
type Assertion = (element: InboundElement) => boolean;

const message =
  (holds: (element: MessageElement) => boolean): Assertion =>
  (element) =>
    element.kind === "message" && holds(element);

const special = <K extends SpecialContent["kind"]>(
  kind: K,
  holds: (content: Special<K>) => boolean = () => true,
): Assertion =>
  message(({ chat }) => {
    const content = chat?.special;
    return content !== undefined && isOf(content, kind) && holds(content);
  });

function isOf<K extends SpecialContent["kind"]>(
  content: SpecialContent,
  kind: K,
): content is Special<K> {
  return content.kind === kind;
}

const file = (type: string): Assertion =>
  message(({ media }) => media[0]?.mimeType?.startsWith(type) === true);
const hasFile = message(({ media }) => media.length === 1);
const hasFileUrl = message(({ media: [one] }) => one !== undefined && "url" in one);
const status =
  (...names: string[]): Assertion =>
  (element) =>
    element.kind === "receipt" && names.includes(element.status);
const changed =
  (...kinds: string[]): Assertion =>
  (element) =>
    element.kind === "change" && kinds.includes(element.change.kind) && element.of !== "";
const parked: Assertion = (element) => element.kind === "malformed" && /"\w+"/.test(element.error);
const both =
  (...all: Assertion[]): Assertion =>
  (element) =>
    all.every((one) => one(element));
const not =
  (one: Assertion): Assertion =>
  (element) =>
    !one(element);
const answers = message(({ chat }) => chat?.answers !== undefined);
const isVoice = message(({ chat }) => chat?.mediaAs === "voice");
const isSticker = both(
  hasFile,
  message(({ chat }) => chat?.mediaAs === "sticker"),
);
const isForm = special("form", ({ fields }) => fields.every(({ name }) => name !== "flow_token"));
const choseTo = (what: string) =>
  special("choice", ({ id }) => id === `call_permission_reply:${what}`);

/**
 * What another library's tests say of its own objects, said of our elements. What we do not read is
 * parked with its field's name and its bytes: of that, only this is asserted.
 */
const ASSERTIONS: readonly (readonly [RegExp, Assertion])[] = [
  [/^m\.text is not None$/, message(({ text }) => text !== "")],
  [/^m\.image is not None$/, file("image/")],
  [/^m\.video is not None$/, file("video/")],
  [/^m\.document is not None$/, both(hasFile, file("application/"))],
  [/^m\.has_media$|^isinstance\(m\.media/, hasFile],
  [/^m\.media\.url is not None$/, hasFileUrl],
  [/^not m\.audio\.voice$/, both(file("audio/"), not(isVoice))],
  [/^m\.audio\.voice$/, both(file("audio/"), isVoice)],
  [/^(not )?m\.sticker\.animated$/, isSticker],
  [/^m\.reaction\.emoji is not None$/, (e) => changed("reaction")(e) && emojiOf(e) !== undefined],
  [/^m\.reaction\.emoji is None$/, (e) => changed("reaction")(e) && emojiOf(e) === undefined],
  [/^m\.id != m\.message_id_to_reply$/, (e) => e.kind === "change" && e.of !== e.externalId],
  [/^m\.location\.current_location$/, special("location", ({ name }) => name === undefined)],
  [/^not m\.location\.current_location$/, special("location", ({ name }) => name !== undefined)],
  [/^m\.contacts is not None$/, special("contacts")],
  [/^m\.order is not None$/, special("order")],
  [/m\.error is not None$/, special("unsupported", ({ code }) => code !== undefined)],
  [/^m\.unsupported is not None$/, special("unsupported", ({ type }) => type !== "unsupported")],
  [/^m\.is_reply$|^b\.reply_to_message is not None$/, answers],
  [/^b\.reply_to_message is None$/, not(answers)],
  [/^m\.forwarded$/, message(({ chat }) => chat?.forwarded === "once")],
  [/^m\.forwarded_many_times$/, message(({ chat }) => chat?.forwarded === "often")],
  [/^m\.referral is not None$/, message(({ chat }) => chat?.referral !== undefined)],
  [/^b\.type == |^s\.data is not None$/, special("choice")],
  [
    /^s\.description is not None$/,
    special("choice", ({ description }) => description !== undefined),
  ],
  [/^s\.status == MessageStatusType\.SENT$/, status("sent")],
  [/^s\.status == MessageStatusType\.DELIVERED$/, status("delivered")],
  [/^s\.status == MessageStatusType\.(READ|PLAYED)$/, status("read")],
  [/^s\.error is not None$/, (e) => e.kind === "receipt" && e.error !== undefined],
  [/^s\.group_id is not None$/, (e) => e.kind === "receipt" && e.externalId.split(":").length > 2],
  // A tracker that is none of our ids is somebody else's: it is in the bytes, and names no message.
  [/^s\.tracker is not None$/, (e) => e.kind === "receipt" && e.sentAs === undefined],
  [/^m\.message\.image is not None$/, changed("edited")],
  [/^m\.original_message_id /, changed("edited", "revoked")],
  [/^m\.to_user == m\.from_user$/, message(({ writtenBy }) => writtenBy === "us")],
  [/flow_token' not in f\.response$|^f\.token is (not )?None$/, isForm],
  [/^s\.sys_type == SystemType\.USER_CHANGED_NUMBER$/, notice("number-changed")],
  [/^s\.sys_type == SystemType\.CUSTOMER_IDENTITY_CHANGED$/, notice("identity-changed")],
  [/^s\.from_user\.wa_id == s\.old_wa_id$/, message((e) => e.alsoKnownAs?.length === 1)],
  [/CallPermissionResponse\.ACCEPT/, choseTo("accept")],
  [/CallPermissionResponse\.REJECT/, choseTo("reject")],
  [/^s\.(new_status|reason|rejection_info) |^[quc]\./, parked],
];

function notice(event: Special<"notice">["event"]): Assertion {
  return special("notice", (content) => content.event === event);
}

function emojiOf(element: InboundElement): string | undefined {
  if (element.kind !== "change" || element.change.kind !== "reaction") return undefined;
  return element.change.emoji;
}

/** Each part of an assertion that holds of an element; `undefined` where we do not know what it says. */
export function holds(assertion: string, elements: readonly InboundElement[]): boolean | undefined {
  const whole = ASSERTIONS.find(([pattern]) => pattern.test(assertion));
  if (whole) return elements.some(whole[1]);
  const parts = assertion.split(" and ").map((part) => part.replace(/^\(|\)$/g, ""));
  const verdicts = parts.map((part) => {
    const known = ASSERTIONS.find(([pattern]) => pattern.test(part));
    return known && elements.some(known[1]);
  });
  return verdicts.includes(undefined) ? undefined : verdicts.every(Boolean);
}
