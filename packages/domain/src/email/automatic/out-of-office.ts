/** How mail programs name an absence in a subject, by language; compared without accents and case. */
const PHRASES = [
  // English
  "out of office",
  "out of the office",
  "automatic reply",
  "auto reply",
  "autoreply",
  "auto-reply",
  "auto response",
  "automatic response",
  "autoresponder",
  "away from the office",
  "away from my mail",
  "on vacation",
  "vacation reply",
  "i am away",
  "i'm away",
  "on leave",
  "on holiday",
  // Portuguese
  "resposta automatica",
  "fora do escritorio",
  "ausencia temporaria",
  "ausente do escritorio",
  "aviso de ausencia",
  "mensagem de ausencia",
  "estou de ferias",
  "em ferias",
  "ausencia do escritorio",
  // Spanish
  "respuesta automatica",
  "fuera de la oficina",
  "fuera de oficina",
  "ausente de la oficina",
  "de vacaciones",
  "aviso de ausencia",
  // French
  "reponse automatique",
  "absence du bureau",
  "absent du bureau",
  "je suis absent",
  "en conges",
  "message d'absence",
  // German
  "automatische antwort",
  "abwesenheitsnotiz",
  "abwesenheit",
  "nicht im buro",
  "ausser haus",
  "im urlaub",
  "automatische abwesenheit",
  // Italian
  "risposta automatica",
  "fuori sede",
  "fuori ufficio",
  "assenza dall'ufficio",
  "sono in ferie",
  // Dutch, Polish, Swedish, Danish, Norwegian, Finnish, Czech, Russian, Turkish
  "automatisch antwoord",
  "afwezigheid",
  "autoodpowiedz",
  "odpowiedz automatyczna",
  "poza biurem",
  "autosvar",
  "franvaro",
  "automatiskt svar",
  "automatisk svar",
  "ikke pa kontoret",
  "poissa",
  "automaattinen vastaus",
  "automaticka odpoved",
  "avtomaticheskij otvet",
  "автоматический ответ",
  "otomatik yanit",
  "自動返信",
  "自动回复",
  "自動回覆",
  "자동 회신",
];
const PREFIXES = ["oof:", "ooo:", "auto:", "autosvar:"];

/** Whether a subject announces an absence or an automatic answer. It proves nothing by itself. */
export function soundsLikeOutOfOffice(subject: string): boolean {
  const folded = subject
    .slice(0, 300)
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/\u00df/g, "ss")
    .toLowerCase()
    .replace(/[\u2018\u2019]/g, "'")
    .trim();
  // A prefix that answers or forwards says that somebody writes about it.
  if (/^(re|aw|sv|res|fw|fwd|enc|tr|rv|wg)\s*:/.test(folded)) return false;
  return (
    PREFIXES.some((prefix) => folded.startsWith(prefix)) ||
    PHRASES.some((phrase) => folded.includes(phrase))
  );
}
