/* What a browser shows chats with: apart from the schemas, so that no validator comes along. */
export {
  type Formatted,
  parseFormatting,
  renderTemplate,
  shownPhone,
  WINDOW_MARGIN_MS,
  withoutMarks,
} from "@circuito/domain";
