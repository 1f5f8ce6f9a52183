import { GatewayProcess } from "./gateway-process.ts";

/** Stands in for the gateway: as little as the class knows of it, its environment and `/readyz`. */
const READY = `
  require("node:http").createServer((request, response) => {
    response.writeHead(request.url === "/readyz" ? 200 : 404);
    response.end(JSON.stringify({ roles: process.env.ROLES, url: process.env.PUBLIC_URL }));
  }).listen(Number(process.env.PORT), process.env.BIND_ADDRESS);
`;

async function describe(gateway: GatewayProcess): Promise<unknown> {
  return (await fetch(`${gateway.origin}/whoami`)).json();
}

test("a killed process is gone at once and comes back at the same address", async () => {
  const gateway = await GatewayProcess.start({ program: ["-e", READY], roles: "web", env: {} });
  try {
    const { origin, pid } = gateway;
    expect(await describe(gateway)).toEqual({ roles: "web", url: origin });
    await gateway.kill();
    await expect(describe(gateway)).rejects.toThrow("fetch failed");
    await gateway.start();
    expect(gateway.origin).toBe(origin);
    expect(gateway.pid).not.toBe(pid);
    expect(await describe(gateway)).toEqual({ roles: "web", url: origin });
  } finally {
    await gateway[Symbol.asyncDispose]();
  }
  await expect(describe(gateway)).rejects.toThrow("fetch failed");
});

test("a process that ends instead of starting is reported with its last words", async () => {
  const program = ["-e", "console.error('the database is not there'); process.exit(1)"];
  const starting = GatewayProcess.start({ program, roles: "web", env: {} });
  await expect(starting).rejects.toThrow(
    /gateway web did not become ready, it said nothing .*:\nthe database is not/,
  );
});
