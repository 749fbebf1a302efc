/** An amount as the server reads it: a comma is what many people type where a machine has a point. */
export const decimal = (typed: string) => typed.trim().replace(",", ".");
