import parsePhoneNumber from "libphonenumber-js/min";

/** @param number as E.164 has it. */
export default function WrittenPhone({ number }: { number: string }) {
  return parsePhoneNumber(number)?.formatInternational() ?? number;
}
