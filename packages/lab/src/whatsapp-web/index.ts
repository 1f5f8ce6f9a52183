export type { PhoneOptions } from "./linked-account.ts";
export type { Media as WhatsappMedia } from "./media-store.ts";
export type { PageConnection } from "./page-connection.ts";
export type { Person as WhatsappPerson } from "./people.ts";
export { type InboundMessage, type KeptMessage, Phone as WhatsappPhone } from "./phone.ts";
export type { Sent as WhatsappSent, SentMessage as WhatsappSentMessage } from "./sent.ts";
export { type DocumentConduct, WhatsappWebSimulator } from "./simulator.ts";
export type { ChatAddress, PageConduct, SendConduct, WireMessage } from "./wire.ts";
