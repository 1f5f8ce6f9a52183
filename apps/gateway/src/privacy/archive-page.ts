import { findCompanyName, findReportZone, type PersonProfile, readProfile } from "@circuito/store";
import { type Markup, markup } from "../http/markup.ts";
import { type ArchiveOf, conversationsOf, messagesIn, placesOfOthers } from "./archive-source.ts";
import { ARCHIVE_WORDS, type ArchiveWords } from "./archive-words.ts";
import { conversationMarkup, messageMarkup, type PageTools, rowsOf } from "./archived-markup.ts";
import { archivedMessage } from "./archived-message.ts";
import { leftOutOf } from "./left-out.ts";

/** Nothing is fetched, and nothing runs, wherever the page is opened. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;
color:#1b1b1f;background:#fff}h1,h2,h3{line-height:1.2}section{margin-block:2rem}
article{border:1px solid #c9c9d1;border-radius:8px;padding:1rem;margin-block:1rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:0}dt{color:#55555f}
dd{margin:0;overflow-wrap:anywhere}.m{border-left:4px solid #c9c9d1;padding:.25rem .75rem;margin-block:.75rem}
.m.you{border-color:#2f6fde}.m.internal-note{border-color:#b7791f}.m p{white-space:pre-wrap;overflow-wrap:anywhere;margin:.25rem 0}
.m header,.m footer{color:#55555f;font-size:.875rem}@media print{article{border:0;padding:0}}`;

/** `index.html`, written as it is read: for people, without scripts and without anything from elsewhere. */
export async function* archivePage(of: ArchiveOf): AsyncGenerator<string> {
  const { database, person, language, madeAt } = of;
  const words = ARCHIVE_WORDS[language];
  const zone = await findReportZone(database.pool);
  const format = new Intl.DateTimeFormat(language, {
    ...{ dateStyle: "long", timeStyle: "short", timeZone: zone },
  });
  const tools: PageTools = { words, when: (at) => format.format(new Date(at)) };
  const company = (await findCompanyName(database.pool)) ?? null;
  const profile = await readProfile(database.pool, person);
  yield `<!doctype html><html lang="${language}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width,initial-scale=1"><style>${STYLE}</style>`;
  yield markup`<title>${words.title}</title></head><body><h1>${words.title}</h1>
<p>${words.madeBy(company, `${format.format(madeAt)} (${zone})`)}. ${words.whatThisIs}</p>
${profileMarkup(profile, tools)}<section><h2>${words.conversations}</h2>`.html;
  let isFirst = true;
  for await (const conversation of conversationsOf(of)) {
    isFirst = false;
    yield `<article>${conversationMarkup(conversation, of.withNotes, tools).html}`;
    const place = { ...conversation, ownOnly: false };
    for await (const message of messagesIn(of, place)) {
      yield messageMarkup(archivedMessage(message, place), tools).html;
    }
    yield "</article>";
  }
  if (isFirst) yield markup`<p>${words.none}</p>`.html;
  yield "</section>";
  yield* writtenToOthers(of, tools);
  const reasons = leftOutOf(of).map((what) => markup`<li>${words.because[what]}</li>`);
  yield markup`<section><h2>${words.leftOut}</h2><ul>${reasons}</ul></section></body></html>`.html;
}

async function* writtenToOthers(of: ArchiveOf, tools: PageTools): AsyncGenerator<string> {
  const places = await placesOfOthers(of);
  if (places.length === 0) return;
  yield markup`<section><h2>${tools.words.writtenToOthers}</h2>`.html;
  for (const place of places) {
    yield markup`<article><h3>${tools.words.conversation(place.protocol)}</h3>`.html;
    for await (const message of messagesIn(of, place)) {
      yield messageMarkup(archivedMessage(message, place), tools).html;
    }
    yield "</article>";
  }
  yield "</section>";
}

function profileMarkup(profile: PersonProfile, { words, when }: PageTools): Markup {
  const { contact, identities, aliases, merges, optOuts, undeliverable } = profile;
  const { email, phone } = contact.claims;
  return markup`<section><h2>${words.whatWeKnow}</h2>${rowsOf([
    [words.name, contact.name],
    [words.saidOfThemself, [email, phone].filter(Boolean).join(", ")],
    [words.segments, contact.segments.join(", ")],
    ...Object.entries(contact.attributes),
    [words.since, when(contact.since)],
    [words.addresses, identities.map((one) => heldAddress(one, words)).join(", ")],
    [words.alsoKnownAs, aliases.map(({ alias }) => alias).join(", ")],
    [words.merges, merges.map((one) => knownBefore(one, when)).join("; ")],
    [words.optOuts, optOuts.map(({ address, at }) => `${address} (${when(at)})`).join(", ")],
    [
      words.undeliverable,
      undeliverable.map((one) => `${one.address}: ${one.diagnostic}`).join(", "),
    ],
  ])}</section>`;
}

const heldAddress = (
  { address, shared }: PersonProfile["identities"][number],
  words: ArchiveWords,
): string => (shared ? `${address} (${words.severalPeople})` : address);

/** A record that was merged, with what it alone had. */
function knownBefore(
  { name, claims, segments, attributes, at }: PersonProfile["merges"][number],
  when: PageTools["when"],
): string {
  const pairs = Object.entries(attributes).map(([key, value]) => `${key}: ${value}`);
  const known = [name ?? "–", claims.email, claims.phone, ...segments, ...pairs];
  return `${known.filter(Boolean).join(", ")} (${when(at)})`;
}
