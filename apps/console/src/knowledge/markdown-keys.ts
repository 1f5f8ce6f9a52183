/** What a button or key makes of a selection of Markdown. */
export type MarkdownMark =
  | "bold"
  | "italic"
  | "link"
  | "heading"
  | "bullets"
  | "steps"
  | "quote"
  | "callout";

/** A text, and what is selected in it: from and to, in UTF-16 units. */
export interface Written {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

const AROUND = { bold: "**", italic: "_" } as const;

/**
 * Puts a mark around what is selected, or before its lines; what has the mark already loses it. The
 * selection stays on the same words.
 * @param words what stands there where nothing is selected
 */
export function markWritten(written: Written, mark: MarkdownMark, words: string): Written {
  switch (mark) {
    case "bold":
    case "italic":
      return around(written, AROUND[mark], words);
    case "link":
      return linked(written, words);
    case "heading":
      return lines(written, () => "## ", /^#{1,6} /);
    case "bullets":
      return lines(written, () => "- ", /^[-*] /);
    case "steps":
      return lines(written, (at) => `${at + 1}. `, /^\d+\. /);
    case "quote":
      return lines(written, () => "> ", /^> /);
    case "callout":
      return callout(written);
  }
}

function around({ text, from, to }: Written, sign: string, words: string): Written {
  const chosen = text.slice(from, to);
  const isMarked =
    text.slice(from - sign.length, from) === sign && text.slice(to, to + sign.length) === sign;
  if (isMarked) {
    return {
      text: text.slice(0, from - sign.length) + chosen + text.slice(to + sign.length),
      from: from - sign.length,
      to: to - sign.length,
    };
  }
  const put = chosen === "" ? words : chosen;
  return {
    text: text.slice(0, from) + sign + put + sign + text.slice(to),
    from: from + sign.length,
    to: from + sign.length + put.length,
  };
}

/** The address is what is to be written next. */
function linked({ text, from, to }: Written, words: string): Written {
  const put = text.slice(from, to) || words;
  const address = "https://";
  const begin = from + put.length + 3;
  return {
    text: `${text.slice(0, from)}[${put}](${address})${text.slice(to)}`,
    from: begin,
    to: begin + address.length,
  };
}

/** A picture of its own paragraph, where the selection begins; what it shows is to be written next. */
export function picturePut({ text, from }: Written, path: string, words: string): Written {
  const before = text.slice(0, from);
  const after = text.slice(from);
  const gapBefore =
    before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const gapAfter =
    after === "" || after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n";
  const begin = before.length + gapBefore.length + 2;
  return {
    text: `${before}${gapBefore}![${words}](${path})${gapAfter}${after}`,
    from: begin,
    to: begin + words.length,
  };
}

function lines(written: Written, sign: (at: number) => string, has: RegExp): Written {
  const { text } = written;
  const from = text.lastIndexOf("\n", written.from - 1) + 1;
  const end = text.indexOf("\n", written.to);
  const to = end === -1 ? text.length : end;
  const chosen = text.slice(from, to).split("\n");
  const isMarked = chosen.every((line) => has.test(line));
  const marked = chosen.map((line, at) => {
    const bare = line.replace(has, "");
    return isMarked ? bare : sign(at) + bare;
  });
  const put = marked.join("\n");
  return {
    text: text.slice(0, from) + put + text.slice(to),
    from: from + put.length,
    to: from + put.length,
  };
}

function callout({ text, from, to }: Written): Written {
  const begin = text.lastIndexOf("\n", from - 1) + 1;
  const gap = begin === 0 || text.slice(0, begin).endsWith("\n\n") ? "" : "\n";
  const chosen = text.slice(begin, to).split("\n").join("\n> ");
  const put = `${gap}> [!NOTE]\n> ${chosen}`;
  const caret = begin + put.length;
  return { text: text.slice(0, begin) + put + text.slice(to), from: caret, to: caret };
}
