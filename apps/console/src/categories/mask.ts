import type { CategoryFieldView } from "@circuito/protocol";

const PATTERNS = {
  cpf: { groups: [3, 3, 3, 2], signs: [".", ".", "-"], strips: /\D/g },
  cnpj: { groups: [2, 3, 3, 4, 2], signs: [".", ".", "/", "-"], strips: /[^0-9A-Z]/g },
} as const;

/** What is typed, with the dots and dashes that such a number has; more than it has is left out. */
export function masked(kind: CategoryFieldView["kind"], typed: string): string {
  if (kind !== "cpf" && kind !== "cnpj") return typed;
  const { groups, signs, strips } = PATTERNS[kind];
  let rest = typed.toUpperCase().replace(strips, "");
  let text = "";
  for (const [at, length] of groups.entries()) {
    if (rest === "") break;
    text += `${at === 0 ? "" : signs[at - 1]}${rest.slice(0, length)}`;
    rest = rest.slice(length);
  }
  return text;
}
