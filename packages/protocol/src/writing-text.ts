/* What a browser helps people to write with: apart from the schemas, so that no validator comes along. */
export {
  DIRECTED_NOTICE_LENGTH_MAX,
  fillQuickReply,
  fitOf,
  foldWords,
  hasUnfilled,
  missingToEnd,
  QUICK_REPLY_VARIABLES,
  type QuickReplyFacts,
  type QuickReplyPiece,
  SEND_LATER_MAX_MS,
  type SmsParts,
  smsPartsOf,
  UNDO_SECONDS_MAX,
  unknownVariables,
  WAIT_FOR_CUSTOMER_MS,
  wordsOf,
} from "@circuito/domain";
