import sanitizeHtml from "sanitize-html";
import { boundNesting } from "./bound-nesting.ts";
import { cleanStyle } from "./clean-style.ts";

/** Changes with every change of the rules: what an older version made is made again from the bytes. */
export const SANITIZER_VERSION = 1;

export interface SanitizeOptions {
  /** Where the part with this Content-ID is served; `undefined` for one the mail does not have. */
  readonly inlineUrl: (contentId: string) => string | undefined;
  /** The proxy's address for a remote picture, once somebody allowed it; absent, all are blocked. */
  readonly proxyUrl?: (url: string) => string;
  /** Of the mail of which this is a part: its pictures keep their numbers. */
  readonly numbered?: readonly string[];
}

export interface SafeHtml {
  readonly version: number;
  readonly html: string;
  /** Remote pictures that were held back, in order; `data-remote` in the HTML is the index. */
  readonly remoteImages: readonly string[];
}

const TEXT_TAGS = (
  "a abbr address b big blockquote br caption center cite code col colgroup dd del dfn div dl dt em font " +
  "h1 h2 h3 h4 h5 h6 hr i img ins kbd li ol p pre q s samp small span strike strong sub sup table tbody td " +
  "tfoot th thead tr tt u ul var wbr"
).split(" ");
/** Their content is no text of the mail's either. */
export const DROPPED_WITH_CONTENT: ReadonlySet<string> = new Set(
  (
    "script style textarea option select noscript template title head svg math iframe object embed " +
    "applet noembed noframes xmp plaintext audio video canvas frameset map form-data portal fencedframe"
  ).split(" "),
);
const LAYOUT = ["align", "bgcolor", "dir", "height", "lang", "style", "title", "valign", "width"];
/** Deeper tables are made by no editor; the browser's own limit is 512. */
const NESTING_MAX = 200;
const REMOTE_IMAGES_MAX = 500;
const URL_LENGTH_MAX = 4_000;

/**
 * Makes HTML of a mail safe to show: an allow-list of tags, attributes and CSS, links to the web, mail
 * and phone only, no ids or classes, no address that a browser fetches by itself. It is the first of
 * three walls; the frame without scripts and the content policy are the others (security S-10, S-11).
 */
export function sanitizeMailHtml(html: string, options: SanitizeOptions): SafeHtml {
  const remoteImages: string[] = [...(options.numbered ?? [])];
  const safe = sanitizeHtml(boundNesting(html), {
    allowedTags: TEXT_TAGS,
    nonTextTags: [...DROPPED_WITH_CONTENT],
    allowedAttributes: {
      "*": LAYOUT,
      a: ["href", "rel", "target"],
      blockquote: ["type"],
      font: ["color", "face", "size"],
      img: ["alt", "border", "data-remote", "src"],
      li: ["value"],
      ol: ["start", "type"],
      table: ["border", "cellpadding", "cellspacing"],
      td: ["colspan", "nowrap", "rowspan"],
      th: ["colspan", "nowrap", "rowspan"],
    },
    allowedSchemes: ["http", "https", "mailto", "tel"],
    allowedSchemesByTag: { img: ["http", "https"] },
    allowProtocolRelative: false,
    // Ours, below: the library's reader of styles is a full CSS parser.
    parseStyleAttributes: false,
    nestingLimit: NESTING_MAX,
    transformTags: {
      "*": (tagName, attribs) => ({ tagName, attribs: withCleanStyle(attribs) }),
      a: (tagName, attribs) => ({ tagName, attribs: linkAttributes(attribs) }),
      img: (tagName, attribs) => ({
        tagName,
        attribs: imageAttributes(attribs, options, remoteImages),
      }),
    },
  });
  return { version: SANITIZER_VERSION, html: safe, remoteImages };
}

type Attributes = Record<string, string>;

function withCleanStyle(attributes: Readonly<Attributes>): Attributes {
  const { style, ...rest } = attributes;
  const cleaned = style === undefined ? "" : cleanStyle(style);
  return cleaned === "" ? rest : { ...rest, style: cleaned };
}

/** A link opens beside the console and tells nobody where it was. */
function linkAttributes(attributes: Readonly<Attributes>): Attributes {
  const { href, ...rest } = withCleanStyle(attributes);
  const target = href === undefined ? undefined : linkTarget(href);
  if (target === undefined) return rest;
  return { ...rest, href: target, target: "_blank", rel: "noopener noreferrer nofollow" };
}

function linkTarget(written: string): string | undefined {
  const url = parseUrl(written);
  if (!url || !["http:", "https:", "mailto:", "tel:"].includes(url.protocol)) return undefined;
  // A name and password in front of the host only ever hide the host.
  return url.username === "" && url.password === "" ? url.href : undefined;
}

function imageAttributes(
  attributes: Readonly<Attributes>,
  options: SanitizeOptions,
  remoteImages: string[],
): Attributes {
  const { src, "data-remote": _, ...rest } = withCleanStyle(attributes);
  const written = src?.trim() ?? "";
  if (/^cid:/i.test(written)) {
    const inline = options.inlineUrl(decodeContentId(written.slice("cid:".length)));
    return inline === undefined ? rest : { ...rest, src: inline };
  }
  const url = remoteUrl(written);
  if (url === undefined) return rest;
  if (options.proxyUrl) return { ...rest, src: options.proxyUrl(url) };
  const known = options.numbered?.indexOf(url) ?? -1;
  if (known >= 0) return { ...rest, "data-remote": String(known) };
  if (remoteImages.length >= REMOTE_IMAGES_MAX) return rest;
  remoteImages.push(url);
  return { ...rest, "data-remote": String(remoteImages.length - 1) };
}

/** Of what pictures name, the addresses elsewhere, as {@link sanitizeMailHtml} numbers them. */
export function remotePictures(pictures: readonly string[]): readonly string[] {
  return pictures.flatMap((written) => remoteUrl(written.trim()) ?? []).slice(0, REMOTE_IMAGES_MAX);
}

function remoteUrl(written: string): string | undefined {
  const url = parseUrl(written.startsWith("//") ? `https:${written}` : written);
  return url?.protocol === "http:" || url?.protocol === "https:" ? url.href : undefined;
}

function parseUrl(written: string): URL | undefined {
  const trimmed = written.trim();
  return trimmed.length <= URL_LENGTH_MAX && URL.canParse(trimmed) ? new URL(trimmed) : undefined;
}

function decodeContentId(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
