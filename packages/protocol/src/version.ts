/** Of rules and of attendants: counted in 32 bits, and the one after it is, too. */
export const VERSION_MAX = 2 ** 31 - 2;
