/* What a browser shows templates with: apart from the schemas, so that no validator comes along. */
export { renderTemplate, WINDOW_MARGIN_MS } from "@circuito/domain";
