const ARABIC_INDIC = 0x0660;
const EXTENDED_ARABIC_INDIC = 0x06f0;

/** Digits of any of the two Arabic kinds as 0 to 9, and the Arabic separators as those of a machine; the rest stays as it is. */
export function latinDigits(text: string): string {
  return text
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - ARABIC_INDIC))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - EXTENDED_ARABIC_INDIC))
    .replace(/٫/g, ".")
    .replace(/٬/g, "");
}
