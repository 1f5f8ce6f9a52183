/** Scripts that a page of the console begins with. Their names have a hash of all that they lead to. */
export function scriptsOf(page: Document): readonly string[] {
  return [...page.querySelectorAll("script[type=module]")]
    .map((script) => script.getAttribute("src") ?? "")
    .sort();
}

/** An address that is the console's on every installation. */
const PAGE = "/inbox";

/**
 * Whether the server has another build of this page than the one that runs. Who cannot ask, or is
 * answered by something that is no page of ours, knows nothing of another one.
 */
export async function isOutdated(): Promise<boolean> {
  try {
    const answer = await fetch(PAGE, { cache: "no-store", headers: { accept: "text/html" } });
    if (!answer.ok) return false;
    const theirs = scriptsOf(new DOMParser().parseFromString(await answer.text(), "text/html"));
    return theirs.length > 0 && theirs.join() !== scriptsOf(document).join();
  } catch {
    return false;
  }
}
