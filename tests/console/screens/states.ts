import type { ConsoleStage } from "../console-stage.ts";
import { ACTIVITY_DATE, dayWorked } from "./activity.ts";
import { alertsMade } from "./alerts.ts";
import { marinaPath } from "./contacts.ts";
import { sandboxMade } from "./developers.ts";
import { customersWrite, MARINA } from "./inbox.ts";
import { cutOff, keepWaiting } from "./network.ts";
import { scheduleMade } from "./report-schedules.ts";
import { rowsOf, type ScreenStates, visitsOf } from "./screen-states.ts";
import { thingsGoWrong } from "./supervision.ts";
import { somebodyWaits } from "./triage.ts";

/** Nothing has this id. */
const NOTHING = "0192ffff-0000-7000-8000-00000000ffff";
const GONE = "Isto não existe mais.";
const IS_FORM = { why: "a form begins blank" } as const;
const IS_HERE = { why: "what it shows is in this browser, or came with the page" } as const;

const admin = { who: "gustavo" } as const;

interface Listed {
  readonly items: readonly { readonly id: string; readonly channel?: string }[];
}

const listed = async (stage: ConsoleStage, list: string) =>
  ((await stage.api("gustavo").get(list)) as Listed).items;

/** The page of the first of a list that has these words in it. */
const pageOf = (page: string, list: string, words: string) => async (stage: ConsoleStage) => {
  const found = (await listed(stage, list)).find((item) => JSON.stringify(item).includes(words));
  if (found === undefined) throw new Error(`nothing in ${list} says ${words}`);
  return `${page}/${found.id}`;
};

async function marina<Row extends { id: string; protocol: string }>(stage: ConsoleStage) {
  const [row] = await stage.query<Row>(
    "select id, protocol from conversations where address = $1",
    [`tel:${MARINA}`],
  );
  if (row === undefined) throw new Error("Marina wrote nothing");
  return row;
}

/** An account at Meta; nothing is asked of Meta here. */
async function whatsappConnected(stage: ConsoleStage): Promise<void> {
  const inboxes = await listed(stage, "/inboxes");
  if (inboxes.some(({ channel }) => channel === "whatsapp")) return;
  await stage.api("gustavo").post("/inboxes", {
    name: "WhatsApp da loja",
    channel: "whatsapp",
    settings: {
      transport: "cloud",
      phoneNumberId: "100000000000001",
      wabaId: "100000000000002",
      accessToken: "a-token-of-nobody-at-all",
      appSecret: "0".repeat(32),
      verifyToken: "only-the-test-knows",
    },
  });
}

async function webhookMade(stage: ConsoleStage): Promise<void> {
  if ((await listed(stage, "/webhooks")).length > 0) return;
  await stage.api("gustavo").post("/webhooks", {
    name: "ERP da loja",
    url: "https://erp.example/circuito/eventos",
    events: ["message.received"],
  });
}

/** Every address of the console, and how it looks on bad days. */
export const STATES: readonly ScreenStates[] = [
  {
    name: "inbox",
    route: "/inbox",
    who: "fernanda",
    path: "/inbox",
    prepare: customersWrite,
    asks: /^\/conversations$/,
    usual: "Meu boleto venceu",
    empty: "Novas conversas aparecem aqui sozinhas.",
  },
  {
    name: "conversation",
    route: "/inbox/$conversationId",
    who: "fernanda",
    prepare: customersWrite,
    path: async (stage) => `/inbox/${(await marina(stage)).id}`,
    asks: /^\/conversations\/[^/]+\/messages$/,
    usual: "Meu boleto venceu",
    empty: {
      at: `/inbox/${NOTHING}`,
      says: "Esta conversa não existe ou você não tem acesso a ela.",
    },
  },
  {
    name: "triage",
    route: "/triage",
    who: "carla",
    path: "/triage",
    prepare: somebodyWaits,
    asks: /^\/triage\/next$/,
    usual: "Direcionar e próxima",
    empty: "Nada para direcionar",
  },
  {
    name: "board",
    route: "/live",
    who: "fernanda",
    path: "/live",
    // The board comes by the socket, and that begins with a ticket.
    asks: /^\/session\/ticket$/,
    usual: "Filas por risco",
    empty: { row: "board-nothing" },
    failed: {
      arrange: async (page) => {
        await page.context().setOffline(false);
        await keepWaiting(page, /^\/session\/ticket$/);
      },
      async reach(page) {
        await page.locator(".skeleton").first().waitFor();
        await cutOff(page);
        await page.getByRole("button", { name: "Tentar de novo" }).waitFor();
      },
    },
  },
  {
    name: "reports",
    route: "/reports",
    who: "fernanda",
    path: "/reports",
    asks: /^\/reports\/figures$/,
    usual: "Conversas por dia",
    empty: {
      at: "/reports?report=queues&from=2001-01-01&until=2001-01-02",
      says: "Nada neste período",
    },
  },
  {
    name: "activity",
    route: "/reports/activity",
    who: "fernanda",
    path: `/reports/activity?date=${ACTIVITY_DATE}`,
    prepare: dayWorked,
    asks: /^\/reports\/activity$/,
    usual: "Estados ao longo do dia",
    empty: { at: `/reports/activity?agent=${NOTHING}`, says: "Ninguém para mostrar" },
  },
  {
    name: "report-schedules",
    route: "/reports/schedules",
    who: "fernanda",
    path: "/reports/schedules",
    prepare: scheduleMade,
    asks: /^\/report-schedules$/,
    usual: "Prazos da semana",
    empty: "Nenhum envio agendado",
  },
  {
    name: "report-schedule",
    route: "/reports/schedules/$scheduleId",
    who: "fernanda",
    path: pageOf("/reports/schedules", "/report-schedules", "Prazos da semana"),
    prepare: scheduleMade,
    asks: /^\/report-schedules$/,
    usual: "Últimos envios",
    empty: { at: `/reports/schedules/${NOTHING}`, says: GONE },
  },
  {
    name: "failures",
    route: "/failures",
    who: "fernanda",
    path: "/failures",
    prepare: thingsGoWrong,
    asks: /^\/failures\//,
    usual: "Defeito ao encaminhar",
    empty: "Nenhuma falha",
  },
  {
    name: "contacts",
    route: "/contacts",
    who: "fernanda",
    path: "/contacts",
    prepare: customersWrite,
    asks: /^\/contacts$/,
    usual: "Último contato",
    empty: "Nenhum contato ainda",
  },
  {
    name: "contact",
    route: "/contacts/$contactId",
    who: "fernanda",
    path: marinaPath,
    asks: /^\/contacts\/[^/]+$/,
    usual: "Tudo o que foi dito",
    empty: { at: `/contacts/${NOTHING}`, says: GONE },
  },
  {
    name: "search",
    route: "/search",
    who: "fernanda",
    path: "/search?q=boleto",
    prepare: customersWrite,
    asks: /^\/messages\/search$/,
    usual: "Mensagens",
    empty: "Nada encontrado",
  },
  {
    name: "protocol",
    route: "/p/$protocol",
    who: "fernanda",
    prepare: customersWrite,
    path: async (stage) => `/p/${(await marina(stage)).protocol}`,
    asks: /^\/conversations$/,
    usual: "Meu boleto venceu",
    empty: "Nenhuma conversa com o protocolo",
    offline: { why: "it only leads to the conversation" },
  },
  {
    name: "mentions",
    route: "/mentions",
    who: "elisa",
    path: "/mentions",
    asks: /^\/mentions$/,
    usual: "Menções",
    empty: { row: "mentions-empty" },
  },
  {
    ...admin,
    name: "settings-channels",
    route: "/settings/channels",
    path: "/settings/channels",
    asks: /^\/inboxes$/,
    usual: "SMS da loja",
    empty: "Nenhum canal",
  },
  {
    ...admin,
    name: "mailboxes",
    route: "/settings/channels/email",
    path: "/settings/channels/email",
    asks: /^\/inboxes$/,
    usual: "Procurar configurações",
    empty: "Nenhuma caixa conectada ainda",
  },
  {
    ...admin,
    name: "whatsapp-new",
    route: "/settings/channels/whatsapp/new",
    path: "/settings/channels/whatsapp/new",
    asks: IS_HERE,
    usual: "Como conectar",
    empty: IS_FORM,
  },
  {
    ...admin,
    name: "whatsapp-inbox",
    route: "/settings/channels/whatsapp/$inboxId",
    prepare: whatsappConnected,
    path: pageOf("/settings/channels/whatsapp", "/inboxes", '"whatsapp"'),
    asks: /^\/inboxes$/,
    usual: "Canal ligado",
    empty: "Este canal não existe.",
  },
  {
    ...admin,
    name: "sms-new",
    route: "/settings/channels/sms/new",
    path: "/settings/channels/sms/new",
    asks: IS_HERE,
    usual: "Criar e continuar",
    empty: IS_FORM,
  },
  {
    ...admin,
    name: "sms-inbox",
    route: "/settings/channels/sms/$inboxId",
    path: pageOf("/settings/channels/sms", "/inboxes", "SMS da loja"),
    asks: /^\/inboxes$/,
    usual: "Endereço do webhook",
    empty: "Este canal não existe.",
  },
  {
    ...admin,
    name: "email-inbox",
    route: "/settings/channels/email/$inboxId",
    path: pageOf("/settings/channels/email", "/inboxes", "E-mail da loja"),
    asks: /^\/inboxes$/,
    usual: "Canal ligado",
    empty: "Este canal não existe.",
  },
  {
    ...admin,
    name: "form-new",
    route: "/settings/channels/form/new",
    path: "/settings/channels/form/new",
    asks: IS_HERE,
    usual: "Criar e continuar",
    empty: IS_FORM,
  },
  {
    ...admin,
    name: "form-inbox",
    route: "/settings/channels/form/$inboxId",
    path: pageOf("/settings/channels/form", "/inboxes", "Formulário da loja"),
    asks: /^\/inboxes$/,
    usual: "Onde está o formulário",
    empty: "Este canal não existe.",
  },
  {
    ...admin,
    name: "webchat-new",
    route: "/settings/channels/webchat/new",
    path: "/settings/channels/webchat/new",
    asks: IS_HERE,
    usual: "Criar e continuar",
    empty: IS_FORM,
  },
  {
    ...admin,
    name: "webchat-inbox",
    route: "/settings/channels/webchat/$inboxId",
    path: pageOf("/settings/channels/webchat", "/inboxes", "Chat do site"),
    asks: /^\/inboxes$/,
    usual: "Instalar no site",
    empty: "Este canal não existe.",
  },
  {
    name: "notifications",
    route: "/settings/notifications",
    who: "ana",
    path: "/settings/notifications",
    asks: IS_HERE,
    usual: "Um cliente meu escreve",
    empty: IS_HERE,
  },
  {
    name: "shortcuts",
    route: "/settings/shortcuts",
    who: "ana",
    path: "/settings/shortcuts",
    asks: IS_HERE,
    usual: "Atalhos",
    empty: IS_HERE,
  },
  {
    ...admin,
    name: "settings-categories",
    route: "/settings/categories",
    path: "/settings/categories",
    asks: /^\/categories$/,
    usual: "Equipamento com defeito",
    empty: "Nenhum motivo ainda",
  },
  {
    ...admin,
    name: "settings-category",
    route: "/settings/categories/$categoryId",
    path: pageOf("/settings/categories", "/categories", "Nota fiscal"),
    asks: /^\/categories$/,
    usual: "Campos do registro",
    empty: { at: `/settings/categories/${NOTHING}`, says: GONE },
  },
  {
    ...admin,
    name: "knowledge",
    route: "/settings/knowledge",
    path: "/settings/knowledge",
    asks: /^\/articles$/,
    usual: "Como pedir a 2ª via do boleto?",
    empty: "Nenhum artigo ainda",
  },
  {
    ...admin,
    name: "knowledge-article",
    route: "/settings/knowledge/$articleId",
    path: pageOf("/settings/knowledge", "/articles", "2ª via"),
    asks: /^\/articles\/[^/]+$/,
    usual: "Uso nos últimos 90 dias",
    empty: { at: `/settings/knowledge/${NOTHING}`, says: GONE },
  },
  {
    ...admin,
    name: "knowledge-figures",
    route: "/settings/knowledge/figures",
    path: "/settings/knowledge/figures",
    asks: /^\/knowledge-figures$/,
    usual: "Procuraram e não acharam",
    empty: { row: "knowledge-figures-new" },
  },
  {
    ...admin,
    name: "settings-procedures",
    route: "/settings/procedures",
    path: "/settings/procedures",
    asks: /^\/procedures$/,
    usual: "Troca de produto",
    empty: "Nenhum procedimento ainda",
  },
  {
    ...admin,
    name: "settings-procedure",
    route: "/settings/procedures/$procedureId",
    path: pageOf("/settings/procedures", "/procedures", "Troca de produto"),
    asks: /^\/procedures$/,
    usual: "Como foi nos últimos 90 dias",
    empty: { at: `/settings/procedures/${NOTHING}`, says: GONE },
  },
  {
    ...admin,
    name: "settings-triage",
    route: "/settings/triage",
    path: "/settings/triage",
    asks: /^\/queues$/,
    usual: "Filas de direcionamento",
    empty: "Nenhuma fila de direcionamento",
  },
  {
    ...admin,
    name: "attendants",
    route: "/settings/attendants",
    path: "/settings/attendants",
    asks: /^\/attendants$/,
    usual: "Chat do site",
    empty: "Nenhum canal de conversa",
  },
  {
    ...admin,
    name: "attendant",
    route: "/settings/attendants/$inboxId",
    path: pageOf("/settings/attendants", "/inboxes", "Laboratório"),
    asks: /^\/inboxes\/[^/]+\/attendant$/,
    usual: "Nenhum menu nesta caixa de entrada",
    empty: { row: "attendant-off" },
  },
  {
    ...admin,
    name: "audit",
    route: "/settings/audit",
    path: "/settings/audit",
    asks: /^\/audit$/,
    usual: "Criou um canal",
    empty: { row: "audit-empty" },
  },
  {
    ...admin,
    name: "diagnostics",
    route: "/settings/diagnostics",
    path: "/settings/diagnostics",
    asks: { why: "nothing is looked at before somebody asks for it" },
    usual: "Nada foi verificado ainda",
    empty: { why: "there is always something to look at" },
  },
  {
    ...admin,
    name: "api-keys",
    route: "/settings/api-keys",
    path: "/settings/api-keys",
    asks: /^\/api-keys$/,
    usual: "Nova chave",
    empty: "Crie uma chave para o primeiro programa",
  },
  {
    ...admin,
    name: "alerts",
    route: "/settings/alerts",
    path: "/settings/alerts",
    prepare: alertsMade,
    asks: /^\/alerts$/,
    usual: "Fila cheia",
    empty: { row: "alerts-empty" },
  },
  {
    ...admin,
    name: "alert",
    route: "/settings/alerts/$alertId",
    path: pageOf("/settings/alerts", "/alerts", "Fila cheia"),
    prepare: alertsMade,
    asks: /^\/alerts$/,
    usual: "relaying denied",
    empty: { at: `/settings/alerts/${NOTHING}`, says: GONE },
  },
  {
    ...admin,
    name: "own-mail",
    route: "/settings/own-mail",
    path: "/settings/own-mail",
    asks: /^\/own-mail$/,
    usual: "Por onde sai",
    empty: { why: "no choice made is one of the choices" },
  },
  {
    ...admin,
    name: "developers",
    route: "/settings/developers",
    path: "/settings/developers",
    asks: /^\/openapi\.json$/,
    usual: "Endereço de base",
    empty: { why: "the server always has a description of itself" },
  },
  {
    ...admin,
    name: "developers-section",
    route: "/settings/developers/$section",
    path: "/settings/developers/events",
    asks: /^\/webhook-events$/,
    usual: "Cliente escreveu",
    empty: { at: "/settings/developers/nothing", says: GONE },
  },
  {
    ...admin,
    name: "developers-limits",
    route: "/settings/developers/$section",
    path: "/settings/developers/limits",
    asks: /^\/api-limits$/,
    usual: "Corpo JSON",
    empty: { why: "something is always in force" },
  },
  {
    ...admin,
    name: "developers-sandbox",
    route: "/settings/developers/$section",
    path: "/settings/developers/sandbox",
    prepare: async (stage) => void (await sandboxMade(stage)),
    asks: /^\/inboxes$/,
    usual: "Canal de teste: nenhum cliente de verdade",
    empty: "Ainda não há canal de teste",
  },
  {
    ...admin,
    name: "webhooks",
    route: "/settings/webhooks",
    path: "/settings/webhooks",
    prepare: webhookMade,
    asks: /^\/webhooks$/,
    usual: "ERP da loja",
    empty: { row: "webhooks-empty" },
  },
  {
    ...admin,
    name: "webhook",
    route: "/settings/webhooks/$webhookId",
    path: pageOf("/settings/webhooks", "/webhooks", "ERP da loja"),
    prepare: webhookMade,
    asks: /^\/webhooks$/,
    usual: "ERP da loja",
    empty: { at: `/settings/webhooks/${NOTHING}`, says: GONE },
  },
  {
    ...admin,
    name: "queues",
    route: "/settings/queues",
    path: "/settings/queues",
    asks: /^\/queues$/,
    usual: "Solucionadores",
    empty: "Crie a primeira fila",
  },
  {
    ...admin,
    name: "queue",
    route: "/settings/queues/$queueId",
    path: pageOf("/settings/queues", "/queues", "Solucionadores"),
    asks: /^\/queues\/[^/]+$/,
    usual: "Quem recebe",
    empty: { at: `/settings/queues/${NOTHING}`, says: GONE },
  },
  {
    ...admin,
    name: "presence-settings",
    route: "/settings/presence",
    path: "/settings/presence",
    asks: /^\/settings\/presence$/,
    usual: "Peso por canal",
    empty: { why: "each of its settings always has a value" },
  },
  {
    ...admin,
    name: "hours",
    route: "/settings/hours",
    path: "/settings/hours",
    asks: /^\/calendars$/,
    usual: "Horário comercial",
    empty: "Crie o primeiro horário",
  },
  {
    ...admin,
    name: "calendar",
    route: "/settings/hours/$calendarId",
    path: pageOf("/settings/hours", "/calendars", "Horário comercial"),
    asks: /^\/calendars$/,
    usual: "Nome e fuso",
    empty: { at: `/settings/hours/${NOTHING}`, says: GONE },
  },
  {
    ...admin,
    name: "sla",
    route: "/settings/sla",
    path: "/settings/sla",
    asks: /^\/sla-policies$/,
    usual: "Padrão",
    empty: "Crie a primeira política",
  },
  {
    ...admin,
    name: "policy",
    route: "/settings/sla/$policyId",
    path: pageOf("/settings/sla", "/sla-policies", "Padrão"),
    asks: /^\/sla-policies$/,
    usual: "Em uma conversa de exemplo",
    empty: { at: `/settings/sla/${NOTHING}`, says: GONE },
  },
  {
    ...admin,
    name: "confirmation",
    route: "/settings/confirmation",
    path: "/settings/confirmation",
    asks: /^\/confirmation-policies$/,
    usual: "Ligada",
    empty: "Desligada",
  },
  {
    ...admin,
    name: "surveys",
    route: "/settings/surveys",
    path: "/settings/surveys",
    asks: /^\/surveys$/,
    usual: "Satisfação (CSAT)",
    empty: IS_FORM,
  },
  {
    ...admin,
    name: "people",
    route: "/settings/people",
    path: "/settings/people",
    asks: /^\/people$/,
    usual: "Ana Souza",
    empty: { row: "people-none-invited" },
  },
  {
    ...admin,
    name: "person",
    route: "/settings/people/$personId",
    path: pageOf("/settings/people", "/people", "Bruno Lima"),
    asks: /^\/people\/[^/]+$/,
    usual: "Habilidades e idiomas",
    empty: { at: `/settings/people/${NOTHING}`, says: GONE },
  },
  {
    name: "roles",
    route: "/settings/roles",
    who: "ana",
    path: "/settings/roles",
    asks: /^\/permissions$/,
    usual: "Trocar a própria senha",
    empty: { why: "the server always has its permissions" },
  },
  {
    name: "account",
    route: "/settings/account",
    who: "ana",
    path: "/settings/account",
    asks: /^\/session\/all$/,
    usual: "este aparelho",
    empty: { why: "whoever looks is on at least this device" },
  },
  {
    ...admin,
    name: "routing",
    route: "/settings/routing",
    path: "/settings/routing",
    asks: /^\/routing\/(draft|rules)$/,
    usual: "Cobrança e pagamentos",
    empty: "Nenhuma regra ainda",
  },
  {
    name: "quick-replies",
    route: "/settings/quick-replies",
    who: "fernanda",
    path: "/settings/quick-replies",
    asks: /^\/quick-replies$/,
    usual: "Saudação",
    empty: "Nenhuma resposta rápida ainda",
  },
  {
    name: "macros",
    route: "/settings/macros",
    who: "fernanda",
    path: "/settings/macros",
    asks: /^\/macros$/,
    usual: "Pedir comprovante",
    empty: "Nenhuma macro ainda",
  },
  {
    name: "macro",
    route: "/settings/macros/$macroId",
    who: "fernanda",
    path: pageOf("/settings/macros", "/macros", "Pedir comprovante"),
    asks: /^\/macros$/,
    usual: "Texto para a resposta",
    empty: { at: `/settings/macros/${NOTHING}`, says: GONE },
  },
];

/** Addresses that show nothing themselves: they lead to one of those above. */
export const LEADS_ON: readonly string[] = ["/", "/settings"];

export const STATE_SCREENS = STATES.flatMap(rowsOf);

/** The same rows, those of a visit together. */
export const STATE_VISITS = STATES.flatMap(visitsOf);
