/* What a browser tells of sends that failed: apart from the schemas, so that no validator comes along. */
export { readSendFailure, SEND_FAILURES, type SendFailure } from "@circuito/domain";
