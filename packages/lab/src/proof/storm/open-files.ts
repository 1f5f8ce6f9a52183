import { readFileSync } from "node:fs";

/** Of the door: its pool, its pages, tickets that are asked for meanwhile. */
const BESIDE_SOCKETS = 2_000;

/** @throws a sentence for whoever runs it when this machine lets a process open too few files */
export function requireFiles(sockets: number): void {
  const limits = readFileSync("/proc/self/limits", "utf8");
  const soft = /^Max open files\s+(\d+|unlimited)/m.exec(limits)?.[1];
  const needed = sockets + BESIDE_SOCKETS;
  if (soft === undefined || soft === "unlimited" || Number(soft) >= needed) return;
  throw new Error(
    `a process may open ${soft} files here, and ${sockets} sockets need ${needed}: ulimit -n ${needed}, or --sockets ${Math.max(1, Number(soft) - BESIDE_SOCKETS)}`,
  );
}
