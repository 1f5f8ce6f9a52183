const WORDS = {
  "pt-BR": { invitation: "Convite para o chat", talk: "Conversar", dismiss: "Dispensar o convite" },
  en: { invitation: "Invitation to chat", talk: "Chat now", dismiss: "Dismiss the invitation" },
  es: { invitation: "Invitación al chat", talk: "Conversar", dismiss: "Descartar la invitación" },
};

export type InviteLocale = keyof typeof WORDS;
export type InviteWords = (typeof WORDS)[InviteLocale];

/** As the button beside it speaks. @param tag BCP 47, of the page */
export function inviteLocale(tag: string): InviteLocale {
  const language = tag.slice(0, 2).toLowerCase();
  if (language === "pt" || language === "") return "pt-BR";
  return language === "es" ? "es" : "en";
}

export const inviteWords = (locale: InviteLocale): InviteWords => WORDS[locale];
