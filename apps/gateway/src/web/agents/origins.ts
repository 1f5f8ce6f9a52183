const OWN_MACHINE = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Whether a page of this origin may open an agent socket. Browsers say their origin with every
 * request that another site's page makes; what has none is not such a page (security S-32).
 */
export function isAllowedOrigin(publicUrl: string, origin: string | undefined): boolean {
  if (origin === undefined) return true;
  const own = new URL(publicUrl);
  if (origin === own.origin) return true;
  // On one's own machine the three names of it are one.
  if (!OWN_MACHINE.includes(own.hostname)) return false;
  return OWN_MACHINE.some((name) => {
    const port = own.port === "" ? "" : `:${own.port}`;
    return origin === `${own.protocol}//${name}${port}`;
  });
}
