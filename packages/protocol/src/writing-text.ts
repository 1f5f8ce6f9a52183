/* What a browser helps people to write with: apart from the schemas, so that no validator comes along. */
export {
  fillQuickReply,
  fitOf,
  hasUnfilled,
  QUICK_REPLY_VARIABLES,
  type QuickReplyFacts,
  type QuickReplyPiece,
  SEND_LATER_MAX_MS,
  type SmsParts,
  smsPartsOf,
  UNDO_SECONDS_MAX,
  unknownVariables,
  wordsOf,
} from "@circuito/domain";
