/** A country's postcodes: their form in capitals, and whether a parcel needs one to arrive. */
export type PostcodeForm = { form: RegExp; needed: boolean };

const needed = (form: RegExp): PostcodeForm => ({ form, needed: true });
const optional = (form: RegExp): PostcodeForm => ({ form, needed: false });

const FOUR = /^\d{4}$/;
const FIVE = /^\d{5}$/;
const SIX = /^\d{6}$/;

/**
 * Forms of postcodes by country (ISO 3166), after the Universal Postal Union's addressing sheets. A country that is not
 * here has none, or its form is not judged.
 */
export const POSTCODES: Readonly<Record<string, PostcodeForm>> = {
  AT: needed(FOUR),
  AU: needed(FOUR),
  BE: needed(FOUR),
  BH: optional(/^\d{3,4}$/),
  BR: needed(/^\d{5}-?\d{3}$/),
  CA: needed(/^[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d$/),
  CH: needed(FOUR),
  CN: optional(SIX),
  CY: optional(FOUR),
  CZ: needed(/^\d{3} ?\d{2}$/),
  DE: needed(FIVE),
  DK: needed(FOUR),
  ES: needed(/^(?:0[1-9]|[1-4]\d|5[0-2])\d{3}$/),
  FI: needed(FIVE),
  FR: needed(FIVE),
  GB: needed(/^(?:GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})$/),
  GR: needed(/^\d{3} ?\d{2}$/),
  IE: optional(/^[AC-FHKNPRTV-Y](?:\d{2}|6W) ?[0-9AC-FHKNPRTV-Y]{4}$/),
  IL: optional(/^\d{5}(?:\d{2})?$/),
  IN: needed(/^[1-9]\d{2} ?\d{3}$/),
  IS: needed(/^\d{3}$/),
  IT: needed(FIVE),
  JE: needed(/^JE\d[\dA-Z]? ?\d[A-Z]{2}$/),
  GG: needed(/^GY\d[\dA-Z]? ?\d[A-Z]{2}$/),
  JP: needed(/^\d{3}-?\d{4}$/),
  KR: needed(FIVE),
  LB: optional(/^\d{4}(?: ?\d{4})?$/),
  LT: needed(/^(?:LT-?)?\d{5}$/),
  LU: needed(/^(?:L-?)?\d{4}$/),
  MT: optional(/^[A-Z]{3} ?\d{2,4}$/),
  MX: needed(FIVE),
  MY: needed(FIVE),
  NG: optional(SIX),
  NL: needed(/^[1-9]\d{3} ?[A-Z]{2}$/),
  NO: needed(FOUR),
  NZ: needed(FOUR),
  PL: needed(/^\d{2}-?\d{3}$/),
  PT: needed(/^\d{4}(?:-?\d{3})?$/),
  RU: needed(SIX),
  SA: optional(/^\d{5}(?:-?\d{4})?$/),
  SE: needed(/^\d{3} ?\d{2}$/),
  SG: needed(SIX),
  TH: needed(FIVE),
  TW: optional(/^\d{3}(?:-?\d{2,3})?$/),
  US: needed(/^\d{5}(?:-?\d{4})?$/),
  ZA: needed(FOUR),
};
