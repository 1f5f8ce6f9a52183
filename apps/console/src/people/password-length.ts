/** As the protocol has it (`PASSWORD_LENGTH_MIN`), whose module brings more than a page should load. */
export const PASSWORD_LENGTH_MIN = 12;
