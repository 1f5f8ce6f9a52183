/** A text, and what is selected in it: from and to, in UTF-16 units. */
export interface Written {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Puts a sign around what is selected; what has it already loses it. The selection stays on the same words.
 * @param words what stands there where nothing is selected
 */
export function around({ text, from, to }: Written, sign: string, words: string): Written {
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
export function linked({ text, from, to }: Written, words: string): Written {
  const put = text.slice(from, to) || words;
  const address = "https://";
  const begin = from + put.length + 3;
  return {
    text: `${text.slice(0, from)}[${put}](${address})${text.slice(to)}`,
    from: begin,
    to: begin + address.length,
  };
}

/** Puts a sign before each line of the selection; where all have it, they lose it. */
export function lines(written: Written, sign: (at: number) => string, has: RegExp): Written {
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
