import type { Gathering } from './gathering.ts';
import type { Member } from './member.ts';
import type { PickRow } from './pick-list.ts';
import { totesOf } from './pick-list-csv.ts';
import type { Sheet } from './sheet.ts';

const minute = (instant: string): string => `${instant.slice(0, 16).replace('T', ' ')} UTC`;

/** Stops of one document: letters are drawn, and even the longest Chinese names stay below a function's 6 MB. */
export const STOPS_PER_PART = 100;
/** Letters of a name on paper. */
const NAME_LETTERS = 40;

/** In how many documents a pick list of so many stops is printed. */
export const partsOf = (stops: number): number => Math.max(1, Math.ceil(stops / STOPS_PER_PART));

/** How a tote's goods are wished to be packed. */
type Wish = { position: number; orderNumber: string; text: string };

/** Behind the last stop stands what packers have to know. */
const wishRows = (wishes: readonly Wish[]): string[][] =>
  wishes.map(({ position, orderNumber, text }) => ['✎', orderNumber, `箱 tote ${position}`, text, '', '']);

/** A pick list to be printed, or a part of a long one; the first part is 1. */
export const pickSheet = (
  wave: Gathering,
  { rows, wishes = [] }: { rows: readonly PickRow[]; wishes?: readonly Wish[] },
  at: string,
  part = 1,
): Sheet => ({
  title: '拣货单 Pick list',
  id: wave.id,
  facts: [
    `${wave.locationId} · ${minute(at)} · ${part}/${partsOf(rows.length)}`,
    ...(wave.by ? [`${wave.by}: ${wave.group ?? ''}`] : []),
    `${wave.members.length} 箱 totes · ${rows.length} 站 stops · ${rows.reduce((sum, { quantity }) => sum + quantity, 0)} 件 units`,
  ],
  columns: [
    { caption: '', width: 9 },
    { caption: '库位 Bin', width: 30 },
    { caption: 'SKU', width: 34 },
    { caption: '商品 Product', width: 50 },
    { caption: '数量', width: 14 },
    { caption: '箱×件 Tote×units', width: 49 },
  ],
  rows: [
    ...rows
      .slice((part - 1) * STOPS_PER_PART, part * STOPS_PER_PART)
      .map((row, stop) => [
        String((part - 1) * STOPS_PER_PART + stop + 1),
        row.bin ?? '—',
        row.sku,
        [...row.name].slice(0, NAME_LETTERS).join(''),
        String(row.quantity),
        totesOf(row),
      ]),
    ...(part === partsOf(rows.length) ? wishRows(wishes) : []),
  ],
});

/** What goes with a carrier, to be signed by both sides. What dropped out is not on it. */
export const manifestSheet = (manifest: Gathering, members: readonly Member[], at: string): Sheet => {
  const parcels = members
    .filter(({ state }) => state === 'packed' || state === 'shipped')
    .flatMap(({ fulfilment }) => (fulfilment?.parcels ?? []).map((parcel) => ({ fulfilment, parcel })));
  const grams = parcels.reduce((sum, { parcel }) => sum + (parcel.weightGrams ?? 0), 0);
  return {
    title: '交接清单 Manifest',
    id: manifest.id,
    facts: [
      `${manifest.locationId} → ${manifest.carrier ?? ''} · ${minute(at)}`,
      `${parcels.length} 件包裹 parcels${grams > 0 ? ` · ${(grams / 1000).toFixed(2)} kg` : ''}`,
    ],
    columns: [
      { caption: '', width: 12 },
      { caption: '运单号 Waybill', width: 74 },
      { caption: '订单 Order', width: 44 },
      { caption: '重量 kg', width: 24 },
      { caption: '✓', width: 32 },
    ],
    rows: parcels.map(({ fulfilment, parcel }, at) => [
      String(at + 1),
      parcel.trackingNumber,
      fulfilment?.orderNumber ?? '',
      parcel.weightGrams === undefined ? '' : (parcel.weightGrams / 1000).toFixed(2),
      '',
    ]),
    signatures: ['仓库 Warehouse', '承运人 Carrier', '日期时间 Date, time'],
  };
};
