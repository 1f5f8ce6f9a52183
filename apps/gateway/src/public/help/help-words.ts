import type { PublicWords } from "../public-locale.ts";

export interface HelpWords {
  readonly title: string;
  readonly ask: string;
  readonly search: string;
  readonly searchPlaceholder: string;
  readonly all: string;
  readonly others: string;
  readonly empty: string;
  readonly found: (count: number, question: string) => string;
  readonly loose: (question: string) => string;
  readonly none: (question: string) => string;
  readonly noneText: string;
  readonly updated: string;
  readonly contents: string;
  readonly useful: string;
  readonly yes: string;
  readonly no: string;
  readonly thanks: string;
  readonly more: string;
  readonly seeAll: (count: number) => string;
  readonly languages: string;
  readonly path: string;
  readonly tones: Readonly<Record<"note" | "tip" | "warning", string>>;
  readonly description: (company: string) => string;
}

export const HELP_WORDS: PublicWords<HelpWords> = {
  "pt-BR": {
    title: "Central de ajuda",
    ask: "Como podemos ajudar?",
    search: "Buscar",
    searchPlaceholder: "Escreva a sua dúvida",
    all: "Todos os artigos",
    others: "Outros assuntos",
    empty: "Ainda não há artigos aqui.",
    found: (count, question) =>
      count === 1 ? `1 artigo sobre “${question}”` : `${count} artigos sobre “${question}”`,
    loose: (question) => `Nada diz tudo sobre “${question}”. Talvez isto ajude:`,
    none: (question) => `Nada encontrado sobre “${question}”`,
    noneText: "Tente com menos palavras, ou com outras.",
    updated: "Atualizado em",
    contents: "Neste artigo",
    useful: "Este artigo foi útil?",
    yes: "Sim",
    no: "Não",
    thanks: "Obrigado! A sua resposta nos ajuda a escrever melhor.",
    more: "Sobre o mesmo assunto",
    seeAll: (count) => `Ver todos os ${count}`,
    languages: "Idiomas",
    path: "Você está em",
    tones: { note: "Observação", tip: "Dica", warning: "Atenção" },
    description: (company) => `Respostas para as dúvidas mais comuns. ${company}`.trim(),
  },
  en: {
    title: "Help center",
    ask: "How can we help?",
    search: "Search",
    searchPlaceholder: "Write your question",
    all: "All articles",
    others: "Other topics",
    empty: "There are no articles here yet.",
    found: (count, question) =>
      count === 1 ? `1 article about “${question}”` : `${count} articles about “${question}”`,
    loose: (question) => `Nothing says it all about “${question}”. Maybe this helps:`,
    none: (question) => `Nothing found about “${question}”`,
    noneText: "Try fewer words, or other ones.",
    updated: "Updated",
    contents: "In this article",
    useful: "Was this article useful?",
    yes: "Yes",
    no: "No",
    thanks: "Thank you! Your answer helps us write better.",
    more: "On the same topic",
    seeAll: (count) => `See all ${count}`,
    languages: "Languages",
    path: "You are here",
    tones: { note: "Note", tip: "Tip", warning: "Warning" },
    description: (company) => `Answers to the most common questions. ${company}`.trim(),
  },
  es: {
    title: "Centro de ayuda",
    ask: "¿Cómo podemos ayudar?",
    search: "Buscar",
    searchPlaceholder: "Escriba su pregunta",
    all: "Todos los artículos",
    others: "Otros temas",
    empty: "Todavía no hay artículos aquí.",
    found: (count, question) =>
      count === 1 ? `1 artículo sobre “${question}”` : `${count} artículos sobre “${question}”`,
    loose: (question) => `Nada dice todo sobre “${question}”. Quizá esto ayude:`,
    none: (question) => `No se encontró nada sobre “${question}”`,
    noneText: "Pruebe con menos palabras, o con otras.",
    updated: "Actualizado el",
    contents: "En este artículo",
    useful: "¿Le sirvió este artículo?",
    yes: "Sí",
    no: "No",
    thanks: "¡Gracias! Su respuesta nos ayuda a escribir mejor.",
    more: "Sobre el mismo tema",
    seeAll: (count) => `Ver los ${count}`,
    languages: "Idiomas",
    path: "Está en",
    tones: { note: "Nota", tip: "Consejo", warning: "Atención" },
    description: (company) => `Respuestas a las preguntas más comunes. ${company}`.trim(),
  },
};
