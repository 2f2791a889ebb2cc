import { printableText } from '../../../shared/carriers/printable-text.ts';

describe('Text as it is put on paper', () => {
  it.each([
    ['a letter and its mark are one character', 'Jose\u0301 Núñez', 'José Núñez'],
    ['emoji are left out, with what joins them', 'Zoë 👩‍👩‍👧‍👦 Li 🎉🇩🇪👍🏽', 'Zoë Li'],
    ['a heart that is a picture is left out', 'Tea ❤️ House', 'Tea House'],
    ['directions and zero widths are left out', '\u200FAhmed\u200B\u2069', 'Ahmed'],
    ['digits and signs of text stay', '№ 7 © 3½ #9️⃣', '№ 7 © 3½ #9'],
    ['Chinese stays as it is', '欧阳龑（收）', '欧阳龑（收）'],
    ['line ends are spaces', 'A\r\nB\tC', 'A B C'],
  ])('%s', (_, text, expected) => {
    expect(printableText(text)).toBe(expected);
  });
});
