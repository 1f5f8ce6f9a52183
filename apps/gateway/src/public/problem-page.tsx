import type { PublicLocale, PublicWords } from "./public-locale.ts";
import type { PublicPage } from "./public-page.tsx";
import type { PublicProblemCode } from "./public-problem.ts";

interface ProblemWords {
  readonly title: string;
  readonly text: string;
}

const OURS = {
  "pt-BR": {
    title: "Não está disponível agora",
    text: "O problema é nosso e passa logo. Tente de novo daqui a pouco.",
  },
  en: {
    title: "Not available right now",
    text: "The problem is ours and will pass. Please try again in a moment.",
  },
  es: {
    title: "No está disponible ahora",
    text: "El problema es nuestro y pasará pronto. Inténtelo de nuevo en un momento.",
  },
} as const;

const WORDS: PublicWords<Readonly<Record<PublicProblemCode, ProblemWords>>> = {
  "pt-BR": {
    "not-found": {
      title: "Não há nada neste endereço",
      text: "O link pode ter sido copiado pela metade. Abra-o de novo a partir da mensagem em que chegou.",
    },
    gone: {
      title: "Este link já não vale",
      text: "O prazo dele acabou. Se ainda precisar de nós, responda à última mensagem que recebeu.",
    },
    forbidden: {
      title: "Não foi possível aceitar o envio",
      text: "Ele veio de outra página. Abra a nossa página de novo e envie por ela.",
    },
    invalid: {
      title: "Não foi possível ler o envio",
      text: "Volte à página, confira os campos e envie de novo.",
    },
    "rate-limited": {
      title: "Muitos envios em pouco tempo",
      text: "Espere um minuto e tente de novo.",
    },
    unavailable: OURS["pt-BR"],
    internal: OURS["pt-BR"],
  },
  en: {
    "not-found": {
      title: "There is nothing at this address",
      text: "The link may have been copied in part. Open it again from the message it came with.",
    },
    gone: {
      title: "This link has run out",
      text: "Its time is over. If you still need us, reply to the last message you received.",
    },
    forbidden: {
      title: "This could not be accepted",
      text: "It was sent by another page. Open our page again and send it from there.",
    },
    invalid: {
      title: "This could not be read",
      text: "Go back to the page, look at its fields and send it again.",
    },
    "rate-limited": {
      title: "Too many at once",
      text: "Please wait a minute and try again.",
    },
    unavailable: OURS.en,
    internal: OURS.en,
  },
  es: {
    "not-found": {
      title: "No hay nada en esta dirección",
      text: "Es posible que el enlace se haya copiado a medias. Ábralo de nuevo desde el mensaje en que llegó.",
    },
    gone: {
      title: "Este enlace ya no vale",
      text: "Su plazo terminó. Si aún nos necesita, responda al último mensaje que recibió.",
    },
    forbidden: {
      title: "No se pudo aceptar el envío",
      text: "Vino de otra página. Abra de nuevo nuestra página y envíelo desde allí.",
    },
    invalid: {
      title: "No se pudo leer el envío",
      text: "Vuelva a la página, revise los campos y envíelo de nuevo.",
    },
    "rate-limited": {
      title: "Demasiados envíos en poco tiempo",
      text: "Espere un minuto e inténtelo de nuevo.",
    },
    unavailable: OURS.es,
    internal: OURS.es,
  },
};

/** A no, in plain words and with what to do next. */
export function problemPage(
  code: PublicProblemCode,
  locale: PublicLocale,
  company: string | undefined,
): PublicPage {
  const { title, text } = WORDS[locale][code];
  return {
    locale,
    title,
    company,
    children: (
      <>
        <h1>{title}</h1>
        <p>{text}</p>
      </>
    ),
  };
}
