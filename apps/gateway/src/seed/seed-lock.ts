/** Any fixed number that nobody else uses: of several first starts at once, one seeds. */
export const SEED_LOCK = 4_711_002;
