import type { Gathering } from '../../../shared/waves/gathering.ts';
import type { Member } from '../../../shared/waves/member.ts';
import { pickListOf } from '../../../shared/waves/pick-list.ts';
import { totesOf } from '../../../shared/waves/pick-list-csv.ts';
import { pickSheet } from '../../../shared/waves/sheets.ts';
import { aFulfilment } from '../../builders/an-order.ts';

const line = (lineId: string, personalisation?: string) => ({
  lineId,
  sku: 'RING',
  quantity: 1,
  picked: 0,
  ...(personalisation === undefined ? {} : { personalisation }),
});
const member = (position: number, lines: ReturnType<typeof line>[]): Member => ({
  position,
  fulfilmentId: `ful_${position}`,
  state: 'to_pick',
  fulfilment: aFulfilment({ id: `ful_${position}`, lines }),
});

describe('personal goods on a pick list', () => {
  const rows = pickListOf(
    [
      member(1, [line('lin_1', 'For Bo'), line('lin_2'), line('lin_3')]),
      member(2, [line('lin_1', 'For Cy')]),
    ],
    new Map(),
    new Map(),
  );

  it('are told apart within their stop, so that each goes to its buyer', () => {
    expect(rows).toMatchObject([{ sku: 'RING', quantity: 4 }]);
    expect(
      rows[0]?.for.map(({ position, quantity, personalisation }) => [position, quantity, personalisation]),
    ).toEqual([
      [1, 1, 'For Bo'],
      [1, 2, undefined],
      [2, 1, 'For Cy'],
    ]);
    expect(rows.map(totesOf)).toEqual(['1×1 “For Bo”; 1×2; 2×1 “For Cy”']);
  });

  it('are followed by what packers have to know', () => {
    const wave = { id: 'wav_1', locationId: 'main', members: ['ful_1'] } as unknown as Gathering;
    const wishes = [{ position: 1, orderNumber: '240701-ABC123', text: 'no plastic' }];
    const sheet = pickSheet(wave, { rows, wishes }, '2024-07-01T00:00:00.000Z');
    expect(sheet.rows.at(-1)).toEqual(['✎', '240701-ABC123', '箱 tote 1', 'no plastic', '', '']);
  });
});
