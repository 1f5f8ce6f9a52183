/** What a quick reply may say of the conversation it is used in, by the names admins write. */
export const QUICK_REPLY_VARIABLES = [
  "cliente.nome",
  "cliente.primeiro_nome",
  "protocolo",
  "atendente.nome",
  "atendente.primeiro_nome",
  "empresa",
  "fila",
] as const;
export type QuickReplyVariable = (typeof QUICK_REPLY_VARIABLES)[number];

/** What is known; what is absent has to be written by hand. */
export interface QuickReplyFacts {
  readonly customerName?: string | undefined;
  readonly protocol?: string | undefined;
  readonly agentName?: string | undefined;
  readonly company?: string | undefined;
  readonly queueName?: string | undefined;
}

/** A stretch of the words: as they stand, put in for a variable, or a variable nothing is known for. */
export type QuickReplyPiece =
  | { readonly kind: "words"; readonly text: string }
  | { readonly kind: "filled"; readonly text: string; readonly variable: QuickReplyVariable }
  | { readonly kind: "missing"; readonly text: string; readonly variable: string };

const VARIABLE = /\{\{\s*([\p{L}\d._-]{1,60})\s*\}\}/gu;

/**
 * The words of a quick reply with what is known put in. What is put in is never read again: a
 * customer who calls themself `{{protocolo}}` is called so.
 */
export function fillQuickReply(body: string, facts: QuickReplyFacts): readonly QuickReplyPiece[] {
  const pieces: QuickReplyPiece[] = [];
  let from = 0;
  for (const match of body.matchAll(VARIABLE)) {
    if (match.index > from) pieces.push({ kind: "words", text: body.slice(from, match.index) });
    pieces.push(pieceOf(match[1] ?? "", match[0], facts));
    from = match.index + match[0].length;
  }
  if (from < body.length) pieces.push({ kind: "words", text: body.slice(from) });
  return pieces;
}

/** What goes into the composer; variables nothing is known for stay as they are written. */
export function wordsOf(pieces: readonly QuickReplyPiece[]): string {
  return pieces.map(({ text }) => text).join("");
}

/** Names in it that mean nothing: for whoever writes it, not for whoever uses it. */
export function unknownVariables(body: string): readonly string[] {
  const names = [...body.matchAll(VARIABLE)].map((match) => match[1] ?? "");
  return [...new Set(names)].filter((name) => !isVariable(name));
}

/** Whether a text still has a place that nobody filled. */
export function hasUnfilled(text: string): boolean {
  return [...text.matchAll(VARIABLE)].some((match) => isVariable(match[1] ?? ""));
}

function pieceOf(name: string, written: string, facts: QuickReplyFacts): QuickReplyPiece {
  if (!isVariable(name)) return { kind: "missing", text: written, variable: name };
  const value = factFor(name, facts)?.trim();
  return value
    ? { kind: "filled", text: value, variable: name }
    : { kind: "missing", text: written, variable: name };
}

function factFor(name: QuickReplyVariable, facts: QuickReplyFacts): string | undefined {
  switch (name) {
    case "cliente.nome":
      return facts.customerName;
    case "cliente.primeiro_nome":
      return firstName(facts.customerName);
    case "protocolo":
      return facts.protocol;
    case "atendente.nome":
      return facts.agentName;
    case "atendente.primeiro_nome":
      return firstName(facts.agentName);
    case "empresa":
      return facts.company;
    case "fila":
      return facts.queueName;
  }
}

const firstName = (name: string | undefined) => name?.trim().split(/\s+/u)[0];

function isVariable(name: string): name is QuickReplyVariable {
  return QUICK_REPLY_VARIABLES.some((known) => known === name);
}
