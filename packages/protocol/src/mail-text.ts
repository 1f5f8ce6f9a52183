/* What a browser reads mail with: apart from the schemas, so that no validator comes along. */
export {
  linkify,
  type MailBlock,
  mailBlocks,
  parseMailboxes,
  strictAddress,
  type TextSegment,
} from "@circuito/domain";
