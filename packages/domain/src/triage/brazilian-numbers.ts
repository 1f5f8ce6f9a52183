/** Whether these eleven digits are a CPF: the last two are computed from the others (Receita Federal). */
export function isCpf(digits: string): boolean {
  if (!/^\d{11}$/.test(digits) || isOneCharacter(digits)) return false;
  const values = [...digits].map(Number);
  return [9, 10].every((place) => {
    const sum = values
      .slice(0, place)
      .reduce((total, value, at) => total + value * (place + 1 - at), 0);
    return values[place] === ((sum * 10) % 11) % 10;
  });
}

/**
 * Whether these fourteen characters are a CNPJ. Since July 2026 the first twelve may be capital letters,
 * too, each worth its ASCII code less 48 (Receita Federal, Instrução Normativa 2.229/2024).
 */
export function isCnpj(characters: string): boolean {
  if (!/^[0-9A-Z]{12}\d{2}$/.test(characters) || isOneCharacter(characters)) return false;
  const values = [...characters].map((character) => character.charCodeAt(0) - 48);
  return [12, 13].every((place) => {
    const sum = values
      .slice(0, place)
      // Weights run 2 to 9 from the right, again and again.
      .reduce((total, value, at) => total + value * (((place - 1 - at) % 8) + 2), 0);
    return values[place] === (sum % 11 < 2 ? 0 : 11 - (sum % 11));
  });
}

/** 000.000.000-00 passes the sums and belongs to nobody. */
function isOneCharacter(text: string): boolean {
  return [...text].every((character) => character === text[0]);
}

/** As people write it: 529.982.247-25. */
export function cpfText(digits: string): string {
  return digits.replace(/^(.{3})(.{3})(.{3})(.{2})$/, "$1.$2.$3-$4");
}

/** As people write it: 11.222.333/0001-81. */
export function cnpjText(characters: string): string {
  return characters.replace(/^(.{2})(.{3})(.{3})(.{4})(.{2})$/, "$1.$2.$3/$4-$5");
}
