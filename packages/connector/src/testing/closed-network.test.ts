import { closeNetwork } from "./closed-network.ts";
import { standInProvider } from "./provider-stand-in.ts";

test("no connection leaves this machine while the network is closed, and who tried is known", async () => {
  await using provider = await standInProvider();
  provider.conduct(() => ({ status: 204 }));
  const open = closeNetwork();
  try {
    await expect(fetch("http://192.0.2.1/")).rejects.toThrow();
    expect((await fetch(provider.url)).status).toBe(204);
  } finally {
    expect(open()).toEqual(["192.0.2.1"]);
  }
});
