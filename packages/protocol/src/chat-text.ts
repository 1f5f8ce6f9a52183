/* What a browser shows templates with: apart from the schemas, so that no validator comes along. */
export { renderTemplate } from "@circuito/domain";
