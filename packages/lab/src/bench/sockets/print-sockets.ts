import type { FanOutFigures } from "./fan-out.ts";
import type { SocketFigures } from "./run-sockets.ts";

/** Of an idle agent socket, over what socket.io itself takes (performance §6). */
const IDLE_OVER_PLAIN_MAX_BYTES = 20_000;

/** The figures as a table for a terminal, and as Markdown: it is both. */
export function printSockets({ sockets, idle, fanOut }: SocketFigures): string {
  const over = idle.circuito.heap - idle.plain.heap;
  const kB = (bytes: number): string => (bytes / 1_000).toFixed(1);
  return [
    "| one change to | p50 ms | p99 ms | changes/s | deliveries/s |",
    "| --- | --- | --- | --- | --- |",
    ...fanOut.circuito.map((figures) => row("circuito", figures)),
    ...fanOut.plain.map((figures) => row("socket.io alone", figures)),
    "",
    `${over <= IDLE_OVER_PLAIN_MAX_BYTES ? "met   " : "missed"}  an idle socket of ${sockets}: ` +
      `${kB(idle.circuito.heap)} kB of heap and buffers, ${kB(over)} over socket.io's own ` +
      `${kB(idle.plain.heap)} (wanted ≤ ${kB(IDLE_OVER_PLAIN_MAX_BYTES)}); ` +
      `resident ${kB(idle.circuito.resident)} and ${kB(idle.plain.resident)}`,
  ].join("\n");
}

function row(name: string, figures: FanOutFigures): string {
  const { room, p50Ms, p99Ms, changesPerSecond, deliveriesPerSecond } = figures;
  const cells = [p50Ms.toFixed(1), p99Ms.toFixed(1)];
  const rates = [changesPerSecond, deliveriesPerSecond].map((rate) => rate.toFixed(0));
  return `| ${name}, ${room} ${room === 1 ? "socket" : "sockets"} | ${[...cells, ...rates].join(" | ")} |`;
}
