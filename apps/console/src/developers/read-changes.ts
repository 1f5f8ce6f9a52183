/** What changed in a version of the API. */
export interface ApiChange {
  readonly title: string;
  readonly items: readonly string[];
}

/** Reads docs/api-changes.md: a heading for each version, newest first, and a list under it. */
export function readChanges(markdown: string): readonly ApiChange[] {
  return markdown
    .split(/^## /m)
    .slice(1)
    .map((part) => {
      const [title = "", ...lines] = part.split("\n");
      const items = lines.join("\n").split(/^- /m).slice(1);
      return { title: title.trim(), items: items.map((item) => item.replace(/\s+/g, " ").trim()) };
    });
}

/** Words and code in turn: every second part was between backticks. */
export const wordsAndCode = (item: string): readonly string[] => item.split("`");
