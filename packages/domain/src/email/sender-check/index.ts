export { keyName, USUAL_SELECTORS } from "./judge-dkim.ts";
export { dmarcNames } from "./judge-dmarc.ts";
export { judgeSender } from "./judge-sender.ts";
export { SPF_LOOKUPS_MAX } from "./judge-spf.ts";
export * from "./sender-records.ts";
export { parseSpf, SPF_BEGINS, type SpfTerm } from "./spf-record.ts";
