import { asId, type InboxId } from "@circuito/domain";
import { type Database, findSetting, saveInbox, saveSetting } from "@circuito/store";
import { SEED_LOCK } from "./seed-lock.ts";

/** Kept in the settings: that the demo had its form, so that one that was taken away stays away. */
const DEMO_FORM_SETTING = "demoForm";

/** Adds the demo's contact form once, also to a demo that is older than forms. */
export function saveDemoForm(
  database: Database,
  answersIn: InboxId,
  newId: () => string,
): Promise<void> {
  return database.transaction(async ({ client }) => {
    await client.query("select pg_advisory_xact_lock($1)", [SEED_LOCK]);
    if ((await findSetting(client, DEMO_FORM_SETTING)) !== undefined) return;
    const inbox = newId();
    await saveInbox(client, {
      id: asId(inbox),
      name: "Formulário da loja",
      channel: "form",
      settings: settingsOf(answersIn),
      secretsSealed: null,
      enabled: true,
      tellsProtocol: true,
    });
    await saveSetting(client, DEMO_FORM_SETTING, { inbox });
  });
}

function settingsOf(answersIn: InboxId): Readonly<Record<string, unknown>> {
  return {
    answersIn,
    title: { "pt-BR": "Fale com a Loja Ipê", en: "Contact Loja Ipê", es: "Contacte a Loja Ipê" },
    intro: {
      "pt-BR": "Respondemos por e-mail em até um dia útil.",
      en: "We answer by e-mail within one working day.",
      es: "Respondemos por correo en un día hábil.",
    },
    thanks: {},
    fields: [
      { key: "name", kind: "name", required: false },
      { key: "email", kind: "email", required: true },
      {
        key: "choice-1",
        kind: "choice",
        required: true,
        label: { "pt-BR": "Motivo", en: "Matter", es: "Motivo" },
        options: [
          { id: "order", label: { "pt-BR": "Pedido", en: "Order", es: "Pedido" } },
          { id: "swap", label: { "pt-BR": "Troca", en: "Exchange", es: "Cambio" } },
          { id: "invoice", label: { "pt-BR": "Nota fiscal", en: "Invoice", es: "Factura" } },
        ],
      },
      { key: "message", kind: "message", required: true },
    ],
    takesFiles: true,
    allowedOrigins: [],
  };
}
