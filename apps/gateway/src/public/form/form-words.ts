import type { FormProgress, TypedMistake } from "@circuito/domain";
import type { PublicWords } from "../public-locale.ts";
import type { FilesMistake } from "./keep-form-files.ts";

/** Why the whole page came back, beside single fields. */
export type FormNotice = "again" | "left-open" | "rate" | "unavailable";
export type FieldMistake = TypedMistake | FilesMistake;

interface FormPageWords {
  readonly title: string;
  readonly optional: string;
  readonly choose: string;
  readonly files: string;
  readonly filesHint: string;
  readonly filesAgain: string;
  readonly send: string;
  readonly summary: string;
  readonly trap: string;
  readonly consent: string;
  readonly mistakes: Readonly<Record<FieldMistake, string>>;
  readonly notices: Readonly<Record<FormNotice, string>>;
  readonly sent: string;
  readonly protocol: string;
  readonly protocolSoon: string;
  readonly answerBy: string;
  readonly keep: string;
  readonly progressTitle: string;
  readonly progress: Readonly<Record<FormProgress, string>>;
  readonly another: string;
}

export const FORM_WORDS: PublicWords<FormPageWords> = {
  "pt-BR": {
    title: "Fale conosco",
    optional: "opcional",
    choose: "Escolha",
    files: "Anexos",
    filesHint: "Até 5 arquivos, 10 MB no total.",
    filesAgain: "Escolha os arquivos de novo: eles não ficam guardados na página.",
    send: "Enviar",
    summary: "Confira antes de enviar:",
    trap: "Deixe este campo vazio",
    consent: "Consentimento",
    mistakes: {
      required: "Preencha este campo.",
      "bad-address": "Digite um e-mail como ana@exemplo.com.br.",
      "bad-phone": "Digite o telefone com DDD, como 11 91234-5678.",
      "not-an-option": "Escolha uma das opções.",
      "too-long": "O texto é longo demais. Encurte-o.",
      "not-agreed": "Marque para poder enviar.",
      "too-many-files": "São arquivos demais: envie até 5.",
      "files-too-large": "Os arquivos passam de 10 MB. Envie menos ou menores.",
      "dangerous-file": "Um dos arquivos é um programa ou uma página e não pode ser recebido.",
    },
    notices: {
      again: "Confira o que escreveu e envie mais uma vez. Nada se perdeu.",
      "left-open": "A página ficou aberta por muito tempo. Envie mais uma vez. Nada se perdeu.",
      rate: "Recebemos muitos envios daqui em pouco tempo. Espere alguns minutos e envie de novo. O que você escreveu continua aqui.",
      unavailable:
        "Não foi possível guardar a mensagem agora. Ela continua aqui: tente de novo em instantes.",
    },
    sent: "Recebemos sua mensagem",
    protocol: "Protocolo",
    protocolSoon: "O número do protocolo aparece aqui em instantes.",
    answerBy: "A resposta vai para o e-mail que você informou.",
    keep: "Guarde o endereço desta página para acompanhar.",
    progressTitle: "Andamento",
    progress: {
      received: "Recebida, na fila de atendimento",
      "in-hand": "Em atendimento",
      answered: "Respondida por e-mail",
      solved: "Encerrada",
    },
    another: "Enviar outra mensagem",
  },
  en: {
    title: "Contact us",
    optional: "optional",
    choose: "Choose",
    files: "Attachments",
    filesHint: "Up to 5 files, 10 MB in all.",
    filesAgain: "Choose the files again: the page does not keep them.",
    send: "Send",
    summary: "Please look at this before you send:",
    trap: "Leave this field empty",
    consent: "Consent",
    mistakes: {
      required: "Please fill in this field.",
      "bad-address": "Type an address like ana@example.com.",
      "bad-phone": "Type the number with its area code.",
      "not-an-option": "Choose one of the options.",
      "too-long": "The text is too long. Please shorten it.",
      "not-agreed": "Tick this to be able to send.",
      "too-many-files": "Too many files: send up to 5.",
      "files-too-large": "The files are more than 10 MB. Send fewer or smaller ones.",
      "dangerous-file": "One of the files is a program or a page and cannot be taken.",
    },
    notices: {
      again: "Look at what you wrote and send it once more. Nothing is lost.",
      "left-open": "The page was open for a long time. Send it once more. Nothing is lost.",
      rate: "A lot was sent from here in a short time. Wait a few minutes and send it again. What you wrote is still here.",
      unavailable:
        "Your message could not be stored right now. It is still here: try again in a moment.",
    },
    sent: "We received your message",
    protocol: "Reference number",
    protocolSoon: "Your reference number will be here in a moment.",
    answerBy: "The answer goes to the e-mail address you gave.",
    keep: "Keep the address of this page to follow it.",
    progressTitle: "Progress",
    progress: {
      received: "Received, waiting for somebody",
      "in-hand": "Being looked at",
      answered: "Answered by e-mail",
      solved: "Closed",
    },
    another: "Send another message",
  },
  es: {
    title: "Contáctenos",
    optional: "opcional",
    choose: "Elija",
    files: "Adjuntos",
    filesHint: "Hasta 5 archivos, 10 MB en total.",
    filesAgain: "Elija los archivos de nuevo: la página no los guarda.",
    send: "Enviar",
    summary: "Revise antes de enviar:",
    trap: "Deje este campo vacío",
    consent: "Consentimiento",
    mistakes: {
      required: "Complete este campo.",
      "bad-address": "Escriba un correo como ana@ejemplo.com.",
      "bad-phone": "Escriba el número con su código de área.",
      "not-an-option": "Elija una de las opciones.",
      "too-long": "El texto es demasiado largo. Acórtelo.",
      "not-agreed": "Márquelo para poder enviar.",
      "too-many-files": "Son demasiados archivos: envíe hasta 5.",
      "files-too-large": "Los archivos superan 10 MB. Envíe menos o más pequeños.",
      "dangerous-file": "Uno de los archivos es un programa o una página y no se puede recibir.",
    },
    notices: {
      again: "Revise lo que escribió y envíelo una vez más. No se perdió nada.",
      "left-open": "La página estuvo abierta mucho tiempo. Envíelo una vez más. No se perdió nada.",
      rate: "Recibimos muchos envíos desde aquí en poco tiempo. Espere unos minutos y envíe de nuevo. Lo que escribió sigue aquí.",
      unavailable:
        "No se pudo guardar el mensaje ahora. Sigue aquí: inténtelo de nuevo en un momento.",
    },
    sent: "Recibimos su mensaje",
    protocol: "Número de atención",
    protocolSoon: "El número de atención aparecerá aquí en un momento.",
    answerBy: "La respuesta irá al correo que indicó.",
    keep: "Guarde la dirección de esta página para seguirlo.",
    progressTitle: "Estado",
    progress: {
      received: "Recibido, en espera de atención",
      "in-hand": "En atención",
      answered: "Respondido por correo",
      solved: "Cerrado",
    },
    another: "Enviar otro mensaje",
  },
};
