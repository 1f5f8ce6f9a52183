export { GOOD_LINK, type LinkConduct } from "./conduct.ts";
export type { Side } from "./link.ts";
export { TcpProxy } from "./tcp-proxy.ts";
