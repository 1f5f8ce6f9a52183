const WORDS = {
  pt: {
    open: "Abrir chat",
    close: "Fechar chat",
    unread: ["nova mensagem", "novas mensagens"],
    frame: "Chat de atendimento",
    lost: "O chat não abriu. Tentar de novo",
  },
  en: {
    open: "Open chat",
    close: "Close chat",
    unread: ["new message", "new messages"],
    frame: "Support chat",
    lost: "The chat did not open. Try again",
  },
  es: {
    open: "Abrir chat",
    close: "Cerrar chat",
    unread: ["mensaje nuevo", "mensajes nuevos"],
    frame: "Chat de atención",
    lost: "El chat no abrió. Reintentar",
  },
};

export type LoaderWords = (typeof WORDS)["pt"];

export function chooseLoaderWords(locale: string): LoaderWords {
  const language = locale.slice(0, 2).toLowerCase();
  if (language === "pt" || language === "") return WORDS.pt;
  return language === "es" ? WORDS.es : WORDS.en;
}
