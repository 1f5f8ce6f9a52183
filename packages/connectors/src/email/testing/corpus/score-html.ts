import {
  type CaseFailure,
  type FolderScore,
  nameOf,
  readCases,
  share,
  string,
} from "../../../testing/corpus/corpus-folder.ts";
import { sanitizeMailHtml } from "../../html/sanitize-mail-html.ts";
import { beaconVectors } from "./beacon-vectors.ts";
import { type HtmlProbe, openHtmlProbe } from "./html-probe.ts";

/** Cases shown on one page; few pages are quick, and a page that fails is shown case by case. */
const CASES_PER_PAGE = 60;

interface HtmlCase {
  readonly name: string;
  readonly html: string;
}

/** HTML through the sanitiser into a real browser: scripts that ran, requests that left. */
export async function scoreHtml(root: string, folder: string): Promise<FolderScore> {
  const entries = readCases(root, folder);
  const cases = entries.map((entry) => ({
    name: nameOf(entry),
    html: sanitized(
      typeof entry.payload === "string" ? entry.payload : beaconVectors(string(entry.beacon)),
    ),
  }));
  const failures: CaseFailure[] = entries.flatMap((entry, i) => {
    const beacon = string(entry.beacon);
    const stands = beacon !== "" && FETCHABLE.test(withoutLinks(cases[i]?.html ?? ""));
    return stands
      ? [{ case: nameOf(entry), because: "the address stands in a fetchable place" }]
      : [];
  });
  await using probe = await openHtmlProbe();
  await probe.control();
  const count = { scripts: 0, requests: 0, elements: 0 };
  for (const sandboxed of [false, true]) {
    for (let at = 0; at < cases.length; at += CASES_PER_PAGE) {
      const page = cases.slice(at, at + CASES_PER_PAGE);
      for (const failure of await findGuilty(probe, page, sandboxed)) {
        count.scripts += failure.scripts;
        count.requests += failure.requests;
        count.elements += failure.elements;
        failures.push({ case: failure.name, because: failure.because });
      }
    }
  }
  return {
    folder,
    cases: cases.length,
    figures: {
      scripts: String(count.scripts),
      requests: String(count.requests),
      "elements or attributes not allowed": String(count.elements),
      clean: share(
        cases.length - new Set(failures.map((failure) => failure.case)).size,
        cases.length,
      ),
    },
    failures,
  };
}

function sanitized(html: string): string {
  return sanitizeMailHtml(html, { inlineUrl: () => undefined }).html;
}

const FETCHABLE = /leaking\.via/i;

/** A link is followed by a person only; text is text. */
function withoutLinks(html: string): string {
  return html
    .replace(/ href="[^"]*"/g, "")
    .replace(/>[^<]*</g, "><")
    .replace(/>[^<]*$/g, ">")
    .replace(/^[^<]*</, "<");
}

interface Guilty {
  readonly name: string;
  readonly because: string;
  readonly scripts: number;
  readonly requests: number;
  readonly elements: number;
}

async function findGuilty(
  probe: HtmlProbe,
  cases: readonly HtmlCase[],
  sandboxed: boolean,
): Promise<readonly Guilty[]> {
  const seen = await probe.show(
    cases.map(({ html }) => html),
    sandboxed,
  );
  if (seen.scripts + seen.requests.length + seen.elements.length === 0) return [];
  const [only] = cases;
  if (!only) return [];
  if (cases.length === 1) {
    return [
      {
        name: only.name,
        because: `${seen.scripts} scripts, requests ${seen.requests.join(" ")}, ${seen.elements.join(" ")}: ${only.html.slice(0, 200)}`,
        scripts: seen.scripts,
        requests: seen.requests.length,
        elements: seen.elements.length,
      },
    ];
  }
  const half = Math.ceil(cases.length / 2);
  return [
    ...(await findGuilty(probe, cases.slice(0, half), sandboxed)),
    ...(await findGuilty(probe, cases.slice(half), sandboxed)),
  ];
}
