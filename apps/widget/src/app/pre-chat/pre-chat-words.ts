import type { AnswerMistake } from "@circuito/protocol/pre-chat-text";
import type { Locale } from "../words.ts";

export interface PreChatWords {
  readonly title: string;
  readonly hint: string;
  readonly optional: string;
  readonly choose: string;
  readonly begin: string;
  readonly skip: string;
  readonly mistakes: Readonly<Record<AnswerMistake, string>>;
}

/** What the form says by itself: beside it, for it is only loaded where somebody asks something. */
export const PRE_CHAT_WORDS: Readonly<Record<Locale, PreChatWords>> = {
  "pt-BR": {
    title: "Antes de começar",
    hint: "Opcional: você também pode escrever direto, aqui embaixo.",
    optional: "opcional",
    choose: "Escolha…",
    begin: "Continuar",
    skip: "Pular",
    mistakes: {
      required: "Preencha este campo.",
      "bad-address": "Confira o e-mail: ele deve ser como nome@exemplo.com.",
      "bad-phone": "Confira o telefone, com DDD: (11) 99999-0000.",
      "bad-document": "Confira o número: um CPF tem 11 dígitos, um CNPJ tem 14 caracteres.",
      "not-an-option": "Escolha uma das opções.",
      "too-long": "É longo demais.",
    },
  },
  en: {
    title: "Before we start",
    hint: "Optional: you can also just write below.",
    optional: "optional",
    choose: "Choose…",
    begin: "Continue",
    skip: "Skip",
    mistakes: {
      required: "Fill in this field.",
      "bad-address": "Check the e-mail: it should look like name@example.com.",
      "bad-phone": "Check the phone number, with its area code.",
      "bad-document": "Check the number: a CPF has 11 digits, a CNPJ has 14 characters.",
      "not-an-option": "Choose one of the options.",
      "too-long": "It is too long.",
    },
  },
  es: {
    title: "Antes de empezar",
    hint: "Opcional: también puede escribir directamente, aquí abajo.",
    optional: "opcional",
    choose: "Elija…",
    begin: "Continuar",
    skip: "Omitir",
    mistakes: {
      required: "Complete este campo.",
      "bad-address": "Revise el correo: debe ser como nombre@ejemplo.com.",
      "bad-phone": "Revise el teléfono, con su código de área.",
      "bad-document": "Revise el número: un CPF tiene 11 dígitos, un CNPJ tiene 14 caracteres.",
      "not-an-option": "Elija una de las opciones.",
      "too-long": "Es demasiado largo.",
    },
  },
};
