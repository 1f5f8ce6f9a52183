/** Words by which mail programs introduce the mail they quote, in the languages we have met. */

/** "wrote", after or before the name. Compared in lower case. */
const WROTE = [
  // English, Portuguese, Spanish, French, German, Italian
  "wrote",
  "writes",
  "escreveu",
  "escribió",
  "escribio",
  "ha escrito",
  "a écrit",
  "a ecrit",
  "schrieb",
  "geschrieben",
  "ha scritto",
  "scrive",
  "scritto",
  // Dutch, Scandinavian, Finnish, Icelandic
  "schreef",
  "geschreven",
  "skrev",
  "kirjoitti",
  "skrifaði",
  // Slavic and Baltic
  "napisał",
  "napisała",
  "napisał(a)",
  "napsal",
  "napsala",
  "napísal",
  "napisao",
  "написал",
  "написала",
  "написав",
  "пише",
  "пишет",
  "писал",
  "писала",
  "пользователь",
  "rakstīja",
  "rašė",
  // Romanian, Hungarian, Greek, Turkish, Catalan, Galician, Basque, Estonian
  "a scris",
  "írta",
  "ezt írta",
  "έγραψε",
  "yazdı",
  "şunu yazdı",
  "va escriure",
  "escrigué",
  "escribiu",
  "idatzi du",
  "kirjutas",
  // Asian
  "写道",
  "寫道",
  "の投稿",
  "のメール",
  "さんは書きました",
  "작성",
  "đã viết",
  "menulis",
  "เขียน",
  "כתב",
  "كتب",
];

/** First words of such a line. */
const STARTERS =
  /^(on|at|em|no dia|na data|a|el|le|am|il|op|den|på|pa|dne|dnia|w dniu|vào|vao|dana|la data|în data|in data|pada|em \p{L}+|na|в|у|am \p{L}+|quoting|citando|zitat|citando a|in message)\b/iu;

/** Labels of the header lines of a quoted mail: who, when, to whom, about what. */
const LABELS: readonly (readonly [
  kind: "from" | "date" | "to" | "subject" | "other",
  words: string,
])[] = [
  [
    "from",
    "from|de|von|da|van|od|från|fra|lähettäjä|от|від|kimden|gönderen|feladó|mittente|remitente|remetente|expéditeur|发件人|寄件者|差出人|보낸 사람|từ|frá|από|di|message du|mensagem de|nadawca|odesílatel|expeditor",
  ],
  [
    "date",
    "date|sent|data|datum|fecha|enviado|enviada|enviado em|enviada em|enviado el|envoyé|envoyé le|gesendet|gesendet am|inviato|verzonden|wysłano|wysłane|skickat|sendt|lähetetty|отправлено|дата|надіслано|tarih|gönderildi|elküldve|dato|odesláno|发送时间|日期|送信日時|보낸 날짜|trimis|ngày|päiväys|date d'envoi|le|em",
  ],
  [
    "to",
    "to|para|pour|an|a|à|aan|do|till|til|vastaanottaja|кому|kime|címzett|destinatario|destinatário|destinataire|收件人|收件者|宛先|받는 사람|către|komu|đến",
  ],
  [
    "subject",
    "subject|assunto|asunto|objet|betreff|oggetto|onderwerp|temat|ämne|emne|aihe|тема|konu|tárgy|主题|主旨|件名|제목|subiect|předmět|sujet|tiêu đề|ref",
  ],
  [
    "other",
    "cc|bcc|cco|copie|copie à|kopie|kopia|kopi|c.c.|ccn|reply-to|responder a|répondre à|antwort an|rispondi a|importance|importância|prioridade|priorité|wichtigkeit|attachments|anexos|lähettäjä",
  ],
];

const KIND_OF = new Map(
  LABELS.flatMap(([kind, words]) => words.split("|").map((word) => [word, kind] as const)),
);
const LABEL_LENGTH_MAX = 24;

/** `*De :* Ana <ana@…>` is `from`. `undefined` for a line that is no header line of a quoted mail. */
export function headerLabel(
  text: string,
): "from" | "date" | "to" | "subject" | "other" | undefined {
  const bare = text.replace(/^[*_|\s]+/, "");
  const colon = bare.slice(0, LABEL_LENGTH_MAX + 4).search(/[:：]/);
  if (colon < 1) return undefined;
  const label = bare.slice(0, colon).replace(/[*_]+/g, "").trim().toLowerCase();
  return KIND_OF.get(label);
}

/** All labels on one line, for programs that put the whole header into one: `From: a Date: b`. */
export function headerLabels(text: string): readonly string[] {
  const found: string[] = [];
  for (let colon = text.search(/[:：]/); colon > 0; ) {
    const before = text.slice(Math.max(0, colon - LABEL_LENGTH_MAX), colon);
    const kind = KIND_OF.get(
      before
        .slice(before.lastIndexOf(" ") + 1)
        .replace(/[*_]+/g, "")
        .toLowerCase(),
    );
    if (kind !== undefined) found.push(kind);
    const next = text.slice(colon + 1).search(/[:：]/);
    colon = next < 0 ? -1 : colon + 1 + next;
  }
  return found;
}

/** Words of a line such as `-----Mensagem original-----`. */
const SEPARATOR_STEMS = [
  "original",
  "orig",
  "ursprüngliche",
  "message",
  "mensagem",
  "mensaje",
  "messaggio",
  "nachricht",
  "bericht",
  "besked",
  "pesan",
  "meddelande",
  "meddelelse",
  "melding",
  "viesti",
  "wiadomość",
  "wiadomosc",
  "zpráva",
  "сообщение",
  "повідомлення",
  "mesaj",
  "üzenet",
  "poruka",
  "mail",
  "forward",
  "encaminhad",
  "reenviad",
  "weitergeleit",
  "transféré",
  "transfere",
  "inoltrat",
  "doorgestuurd",
  "przekazan",
  "vidarebefordrat",
  "videresendt",
  "пересылаемое",
  "原始邮件",
  "原始郵件",
  "转发",
  "轉寄",
  "転送",
  "元のメッセージ",
  "원본",
  "reply",
  "antwort",
  "resposta",
  "respuesta",
  "réponse",
  "risposta",
];

/** Sentences that stand above a quoted or forwarded mail by themselves. */
const SENTENCES =
  /^(begin forwarded message|início da mensagem (re)?encaminhada|inicio del mensaje reenviado|début du message (ré)?(transféré|expédié)|anfang der weitergeleiteten (nachricht|e-mail|mail)|inizio messaggio inoltrato|vidarebefordrat brev|videresendt besked|begin doorgestuurd bericht|przekazana wiadomość|mensagem encaminhada|mensagem original|mensaje original)\s*[:：]?$/iu;

/** A line that begins a quoted mail by itself: dashes around a known word, or a known sentence. */
export function isQuoteSeparator(text: string): boolean {
  if (text.length < 6 || text.length > 160) return false;
  if (SENTENCES.test(text)) return true;
  const words = dashedWords(text);
  if (words === undefined) return false;
  const folded = words.toLowerCase();
  return (
    SEPARATOR_STEMS.some((stem) => folded.includes(stem)) ||
    (saysWrote(folded) && /\d/.test(folded))
  );
}

/** The words between the dashes of `---- words ----`; `undefined` when there are none. */
function dashedWords(text: string): string | undefined {
  const isDash = (char: string) => "-—–_=*".includes(char);
  let start = 0;
  while (start < text.length && isDash(text.charAt(start))) start += 1;
  let end = text.length;
  while (end > start && (isDash(text.charAt(end - 1)) || text.charAt(end - 1) === ":")) end -= 1;
  const words = text.slice(start, end).trim();
  const isFramed = start >= 2 && text.length - end >= 2;
  return isFramed && words !== "" && words.length <= 120 ? words : undefined;
}

/** A rule of dashes, underscores or equal signs, and nothing else. */
export function isRule(text: string): boolean {
  return text.length >= 3 && /^([-—–_=*~.] ?)+$/.test(text.slice(0, 120));
}

/** Whether "wrote" stands in the text, in any language. */
export function saysWrote(text: string): boolean {
  const folded = text.toLowerCase();
  return WROTE.some((word) => containsWord(folded, word));
}

/** Whether "wrote" is the last word, colon aside. */
export function endsInWrote(text: string): boolean {
  const folded = text
    .toLowerCase()
    .replace(/[\s:：.…-]+$/, "")
    .replace(
      / (the following|o seguinte|lo siguiente|ce qui suit|folgendes|het volgende|via \S+)$/,
      "",
    );
  return WROTE.some((word) => folded.endsWith(word) && containsWord(folded.slice(-40), word));
}

/** Letters may not touch the word on the left; scripts without spaces have no such border. */
function containsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const before = text.charAt(at - 1);
    const after = text.charAt(at + word.length);
    const joins = /[a-zà-ÿ\u0100-\u024f\u0370-\u04ff]/;
    if (joins.test(word) ? !joins.test(before) && !joins.test(after) : true) return true;
  }
  return false;
}

export function startsLikeIntro(text: string): boolean {
  return STARTERS.test(text) || /^[\d"'<(*]/.test(text) || WEEKDAY.test(text);
}

const WEEKDAY =
  /^(mon|tue|wed|thu|fri|sat|sun|seg|ter|qua|qui|sex|sáb|dom|lun|mar|mié|jeu|ven|sam|dim|mer|gio|mo|di|mi|do|fr|sa|so|пон|вто|сре|чет|пят|суб|вос|вівт|неділя)[\p{L}-]*[.,]? /iu;
