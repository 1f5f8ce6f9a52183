/** "opção 2", "2", "nº 2". */
const NUMBERED = /^(?:opcao |opcion |option |numero |number |n |no |op )?(\d{1,2})$/;

/** The number that a folded text is, and nothing else; without zeros before it. */
export function writtenNumber(folded: string): string | undefined {
  const digits = NUMBERED.exec(folded)?.[1];
  return digits === undefined ? undefined : String(Number(digits));
}
