/* What a browser reads of whom somebody wants to write to: apart from the schemas, so that no validator comes along. */
export { writtenAddress } from "@circuito/domain";
