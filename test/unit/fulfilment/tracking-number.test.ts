import { ownTrackingNumber } from '../../../shared/fulfilment/tracking-number.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** ISO 7064, MOD 37,36, as a scanner would check it: the whole number comes out at 1. */
const isValid = (text: string): boolean =>
  [...text].reduce(
    ({ carry }, char) => {
      const sum = (carry + ALPHABET.indexOf(char)) % 36 || 36;
      return { carry: (sum * 2) % 37, sum };
    },
    { carry: 36, sum: 0 },
  ).sum === 1;

describe('our own waybill numbers', () => {
  it('carry the order’s number and a check character', () => {
    const number = ownTrackingNumber('240701-ABC123', 101);
    expect(number).toMatch(/^OMS240701ABC123101[0-9A-Z]$/);
    expect(isValid(number)).toBe(true);
  });

  it('reveal every single wrong character', () => {
    const number = ownTrackingNumber('240701-ABC123', 101);
    for (let at = 0; at < number.length; at++)
      for (const char of ALPHABET)
        if (char !== number[at])
          expect(isValid(number.slice(0, at) + char + number.slice(at + 1))).toBe(false);
  });

  it('differ between parcels, and are the same for the same parcel', () => {
    const numbers = [101, 102, 201, 1101].map((parcel) => ownTrackingNumber('240701-ABC123', parcel));
    expect(new Set(numbers).size).toBe(4);
    expect(ownTrackingNumber('240701-ABC123', 101)).toBe(numbers[0]);
  });
});
