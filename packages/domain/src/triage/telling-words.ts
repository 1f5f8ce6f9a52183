import { foldWords } from "../words.ts";

/** More words make the question slower and not better. */
const WORDS_MAX = 8;
/** What it is about is said at the beginning. */
const TEXT_LENGTH_MAX = 2_000;
/** Shorter ones stand in every message. */
const LENGTH_MIN = 4;

/** Folded words of courtesy and grammar, in the three languages of the console. */
const SAY_NOTHING = new Set(
  `para pelo pela pelos pelas este esta isto esse essa isso aquele aquela aqui onde quando como porque
  mais menos muito muita ainda tambem sobre entre depois antes hoje ontem amanha agora voces voce meus
  minha minhas seus suas nosso nossa estou estao esta este tenho temos tinha foram fazer fica favor
  preciso queria gostaria quero consigo poderia podem pode obrigado obrigada atenciosamente bom boa dia
  tarde noite tudo bem ola prezados senhor senhora segue anexo mensagem atendimento cliente
  with from that this have been were your yours will would could should please thanks thank hello dear
  there where when what which about after before today tomorrow need want
  para desde esta este esto pero como cuando donde gracias hola buenos buenas dias tardes necesito
  quiero puede usted ustedes`
    .split(/\s+/)
    .filter((word) => word !== ""),
);

/**
 * The words of a message that tell what it is about, in lower case and with their accents, the longest
 * first. Letters and digits only.
 */
export function tellingWords(text: string): readonly string[] {
  const words = new Set(
    (
      text
        .slice(0, TEXT_LENGTH_MAX)
        .normalize("NFC")
        .toLowerCase()
        .match(/[\p{L}\p{N}]+/gu) ?? []
    ).filter(
      (word) =>
        word.length >= LENGTH_MIN && !/^\d+$/.test(word) && !SAY_NOTHING.has(foldWords(word)),
    ),
  );
  return [...words].sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).slice(0, WORDS_MAX);
}
