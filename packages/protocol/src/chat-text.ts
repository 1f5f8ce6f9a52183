/* What a browser shows chats with: apart from the schemas, so that no validator comes along. */
export { renderTemplate, shownPhone, WINDOW_MARGIN_MS } from "@circuito/domain";
