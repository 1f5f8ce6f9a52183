import { cleanText } from "@circuito/connector";
import type { SpecialContent } from "@circuito/domain";
import { hasFile, type RawFields, wordsOf } from "./raw-message.ts";
import { readVcard } from "./vcard.ts";

/** Types whose words and files say it all. */
const PLAIN = new Set(["chat", "hsm", "album", "buttons", "list", "interactive_response"]);
const FILES = new Set(["image", "video", "audio", "ptt", "ptv", "document", "sticker"]);
const FOR_THE_PHONE = "to be seen once, on the phone only";
/** A multi-contact message holds a hundred at most. */
const CARDS_MAX = 100;

/** What a message is beyond words and files, by its type; every type that is not known is said to be so. */
export function specialContent(raw: RawFields): SpecialContent | undefined {
  const type = raw.type ?? "unknown";
  if (PLAIN.has(type)) return undefined;
  if (FILES.has(type)) return hasFile(raw) ? undefined : missingFile(raw, type);
  switch (type) {
    case "location":
      return location(raw) ?? unsupported(type);
    case "vcard":
    case "multi_vcard":
      return contacts(raw);
    case "poll_creation":
      return {
        kind: "poll",
        question: cleanText(raw.pollName ?? wordsOf(raw)),
        options: (raw.pollOptions ?? []).map(cleanText),
      };
    case "order":
      // What is in it, only the seller's catalogue says; the order's id finds it there.
      return { kind: "order", catalogId: raw.orderId ?? "", items: [] };
    case "product":
      return {
        kind: "product",
        catalogId: raw.businessOwnerJid ?? "",
        productId: raw.productId ?? "",
      };
    case "list_response":
      return {
        kind: "choice",
        id: raw.listResponse?.singleSelectReply?.selectedRowId ?? "",
        title: cleanText(raw.listResponse?.title ?? wordsOf(raw)),
        ...(raw.listResponse?.description && {
          description: cleanText(raw.listResponse.description),
        }),
      };
    case "buttons_response":
    case "template_button_reply":
      return {
        kind: "choice",
        id: raw.selectedButtonId ?? raw.selectedId ?? "",
        title: cleanText(wordsOf(raw)),
      };
    case "groups_v4_invite":
      return { kind: "invitation", name: cleanText(raw.inviteGrpName ?? wordsOf(raw)) };
    case "ciphertext":
      return /view_?once/.test(raw.subtype ?? "")
        ? unsupported(type, FOR_THE_PHONE)
        : unsupported(type, "could not be read");
    case "revoked":
      return unsupported(type, "taken back before it could be read");
    default:
      return unsupported(type);
  }
}

function unsupported(type: string, reason?: string): SpecialContent {
  return { kind: "unsupported", type: cleanText(type), ...(reason !== undefined && { reason }) };
}

function missingFile(raw: RawFields, type: string): SpecialContent {
  // Devices other than the phone are not given it at all.
  return unsupported(type, raw.isViewOnce ? FOR_THE_PHONE : "came without its file");
}

function location(raw: RawFields): SpecialContent | undefined {
  const latitude = raw.lat ?? raw.location?.latitude;
  const longitude = raw.lng ?? raw.location?.longitude;
  if (latitude === undefined || longitude === undefined) return undefined;
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return undefined;
  const [first, ...rest] = raw.loc?.split("\n") ?? [];
  const name = first ?? raw.location?.name;
  const address = rest.join(", ") || raw.location?.address;
  return {
    kind: "location",
    latitude,
    longitude,
    ...(name && { name: cleanText(name) }),
    ...(address && { address: cleanText(address) }),
    ...(raw.isLive && { live: true as const }),
  };
}

function contacts(raw: RawFields): SpecialContent {
  const listed = raw.vcardList?.flatMap(({ vcard }) => vcard ?? []) ?? raw.vCards ?? [];
  const cards = listed.length > 0 ? listed : [raw.body ?? ""];
  return {
    kind: "contacts",
    contacts: cards.slice(0, CARDS_MAX).map((card) => readVcard(cleanText(card))),
  };
}

/** What stands for the content where only a line has room. */
export function lineOf(special: SpecialContent): string {
  switch (special.kind) {
    case "location":
      return special.name ?? special.address ?? "location";
    case "contacts":
      return special.contacts.map(({ name }) => name).join(", ") || "contact";
    case "poll":
      return special.question || "poll";
    case "choice":
      return special.title || "choice";
    case "invitation":
      return special.name || "invitation";
    case "unsupported":
      return special.type;
    case "notice":
      return special.event;
    case "form":
      return special.name;
    case "order":
    case "product":
      return special.kind;
  }
}
