import type { ConsentOutcome } from "../../mail-consents/answer-consent.ts";
import type { PublicLocale, PublicWords } from "../public-locale.ts";
import type { PublicPage } from "../public-page.tsx";

interface Words {
  readonly granted: { readonly title: string; readonly text: string };
  readonly refused: { readonly title: string; readonly text: string };
}

const WORDS: PublicWords<Words> = {
  "pt-BR": {
    granted: {
      title: "Caixa de e-mail autorizada",
      text: "Pode fechar esta janela e voltar à configuração do canal: ela já sabe.",
    },
    refused: {
      title: "A caixa não foi autorizada",
      text: "Feche esta janela. A configuração do canal diz o motivo e o que fazer.",
    },
  },
  en: {
    granted: {
      title: "Mailbox authorised",
      text: "You can close this window and go back to setting up the channel: it knows already.",
    },
    refused: {
      title: "The mailbox was not authorised",
      text: "Close this window. The set-up of the channel says why, and what to do.",
    },
  },
  es: {
    granted: {
      title: "Buzón autorizado",
      text: "Puede cerrar esta ventana y volver a la configuración del canal: ya lo sabe.",
    },
    refused: {
      title: "El buzón no fue autorizado",
      text: "Cierre esta ventana. La configuración del canal dice el motivo y qué hacer.",
    },
  },
};

/** What a provider's answer was; the rest is told where it was asked. */
export function consentPage(
  { kind }: ConsentOutcome,
  locale: PublicLocale,
  company: string | undefined,
): PublicPage {
  const { title, text } = WORDS[locale][kind];
  return {
    ...{ locale, title, company },
    children: (
      <>
        <h1>{title}</h1>
        <p>{text}</p>
      </>
    ),
  };
}
