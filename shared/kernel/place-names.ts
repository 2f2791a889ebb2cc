/** Endings that people write or leave away: 广东省 is 广东. */
const REGION_ENDING = /(特别行政区|(维吾尔|壮族|回族)?自治区|省|市)$/u;

/** The name of a region or city to be compared by, however it is written: 广东省, ＧＵＡＮＧＤＯＮＧ and Guangdong are two names. */
export const plainRegion = (name: string): string => {
  const text = name.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ');
  return text.replace(REGION_ENDING, '') || text;
};

/** A postcode, or the beginning of one, to be compared by: `sw1a-1aa` is `SW1A1AA`. */
export const plainPostcode = (postcode: string): string =>
  postcode.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
