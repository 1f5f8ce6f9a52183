import { decodeCharset, decodeUtf7 } from "./decode-charset.ts";
import { unflow } from "./flowed.ts";
import type { ParseLimits } from "./parse-limits.ts";
import type { MailNode } from "./read-tree.ts";

export interface Bodies {
  readonly text: string | undefined;
  readonly html: string | undefined;
  readonly unknownCharset: boolean;
  readonly damaged: boolean;
  readonly textCut: boolean;
  readonly htmlCut: boolean;
}

interface Piece {
  readonly text?: string;
  readonly html?: string;
}

interface State {
  unknownCharset: boolean;
  damaged: boolean;
  /** More bytes were there than the reader kept. */
  cut: boolean;
}

/**
 * The body a reader would see: of alternatives one text and one HTML, of a mixture all in order. Where
 * some parts are HTML and others text, the text joins the HTML, escaped.
 */
export function collectBodies(root: MailNode, limits: ParseLimits): Bodies {
  const state: State = { unknownCharset: false, damaged: false, cut: false };
  const pieces = piecesOf(root, state);
  const texts = pieces.flatMap((piece) => (piece.text === undefined ? [] : [piece.text]));
  const htmls = pieces.some((piece) => piece.html !== undefined)
    ? pieces.map((piece) => piece.html ?? preformatted(piece.text ?? ""))
    : [];
  const text = texts.length > 0 ? texts.join("\n") : undefined;
  const html = htmls.length > 0 ? htmls.join("\n") : undefined;
  return {
    unknownCharset: state.unknownCharset,
    damaged: state.damaged,
    text: text?.slice(0, limits.textLengthMax),
    html: html?.slice(0, limits.htmlLengthMax),
    textCut: state.cut || (text?.length ?? 0) > limits.textLengthMax,
    htmlCut: (html?.length ?? 0) > limits.htmlLengthMax,
  };
}

function piecesOf(node: MailNode, state: State): readonly Piece[] {
  if (node.isMultipart && node.children.length > 0) {
    const branches = node.children.map((child) => piecesOf(child, state));
    return node.type.value === "multipart/alternative" ? [oneOf(branches)] : branches.flat();
  }
  const { reader } = node;
  if (!reader || (reader.use !== "text" && reader.use !== "html")) return [];
  const content = reader.content;
  if (reader.damaged) state.damaged = true;
  if (reader.cut) state.cut = true;
  const charset = node.type.params.get("charset") ?? "";
  const decoded = decodeCharset(content, charset);
  // An empty part beside others is what programs leave where they had nothing to say.
  if (node.path !== "" && decoded.text.trim() === "") return [];
  if (decoded.unknown) state.unknownCharset = true;
  if (reader.use === "html") return [{ html: withoutMark(decoded.text) }];
  const isUtf7 = /^(x-)?(unicode-1-1-)?utf-?7$/i.test(charset.trim());
  const text = withoutMark(isUtf7 ? decodeUtf7(content) : decoded.text).replace(/\r\n?/g, "\n");
  const flowed = node.type.params.get("format")?.toLowerCase() === "flowed";
  const delSp = node.type.params.get("delsp")?.toLowerCase() === "yes";
  return [{ text: flowed ? unflow(text, delSp) : text }];
}

/** Alternatives say the same in other words: the last of each kind, as the writer prefers it. */
function oneOf(branches: readonly (readonly Piece[])[]): Piece {
  const texts = branches.filter((branch) => branch.some((piece) => piece.text !== undefined));
  const htmls = branches.filter((branch) => branch.some((piece) => piece.html !== undefined));
  const text = (texts.find((branch) => branch.every((piece) => !piece.html)) ?? texts.at(-1))
    ?.flatMap((piece) => (piece.text === undefined ? [] : [piece.text]))
    .join("\n");
  const html = htmls
    .at(-1)
    ?.map((piece) => piece.html ?? preformatted(piece.text ?? ""))
    .join("\n");
  return { ...(text !== undefined && { text }), ...(html !== undefined && { html }) };
}

function withoutMark(text: string): string {
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}

function preformatted(text: string): string {
  const escaped = text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  return `<div style="white-space:pre-wrap">${escaped}</div>`;
}
