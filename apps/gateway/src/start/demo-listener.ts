import type { Config, MailListenerConfig } from "../config/config.ts";

/** A submission port that needs no rights, beside the port that a demo has unless told otherwise. */
const LISTENER_PORT_DEFAULT = 2525;
const PORT_DEFAULT = 4000;
const PORT_MIN = 1024;
const PORT_MAX = 65_535;

/** As far from 2525 as the demo is from 4000: two demos on a machine do not meet. */
export function demoListener({ port }: Pick<Config, "port">): MailListenerConfig {
  const beside = LISTENER_PORT_DEFAULT + port - PORT_DEFAULT;
  return {
    port: beside >= PORT_MIN && beside <= PORT_MAX ? beside : 0,
    bindAddress: "127.0.0.1",
    protocol: "smtp",
  };
}
