/** For comparing what people typed: Turkish dotted and dotless i, case and marks do not tell two words apart. */
export function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[ıİI]/g, "i").toLowerCase();
}

/** Capitals by the rules of the language: Turkish has İSTANBUL where English has ISTANBUL. */
export const capitals = (text: string, language: string) => text.toLocaleUpperCase(language);
