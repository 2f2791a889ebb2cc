/**
 * What a picture or a direction is made of: emoji with what joins and colours them, and characters that are seen nowhere.
 * Signs that are text (©, №, digits) stay.
 */
const NOT_WRITTEN =
  /\p{Emoji_Presentation}|\p{Emoji_Modifier}|\p{Extended_Pictographic}\uFE0F|[\p{Cf}\p{Cc}\p{Variation_Selector}]|\u20E3/gu;

/**
 * A text as it is put on paper: letters and their marks as one character, which fonts have, instead of two; without emoji,
 * which a font of letters shows as a row of boxes. Line ends and tabs become spaces.
 */
export const printableText = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/[\t\r\n\u2028\u2029]/g, ' ')
    .replaceAll(NOT_WRITTEN, '')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
