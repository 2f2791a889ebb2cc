import * as states from '../../shared/orders/order-states.ts';
import { type Page, page } from './page.ts';
import { stageTable } from './stage-table.ts';

type Table = Readonly<Record<string, readonly string[]>>;

const DIAGRAMS: readonly { title: string; text: string; table: Table }[] = [
  {
    title: 'Status',
    text: 'Whether the order still runs. Both ends are final.',
    table: states.STATUS,
  },
  {
    title: 'Confirmation',
    text: 'The decision that the order may be carried out: by a rule, or by a person whose role the rule names.',
    table: states.CONFIRMATION,
  },
  {
    title: 'Payment axis',
    text: 'Worked out from what was paid, given back and is being given back; never set by hand.',
    table: states.PAYMENT,
  },
  {
    title: 'Fulfilment axis',
    text: 'Worked out from the order’s fulfilments; never set by hand.',
    table: states.FULFILMENT,
  },
  {
    title: 'A fulfilment’s status',
    text: 'What one location does with its part of the order.',
    table: states.FULFILMENT_STATUS,
  },
  {
    title: 'The life of reserved units',
    text: 'Units that are promised to an order line: from the queue to the door. Goods of a cancelled fulfilment stay reserved for their order.',
    table: states.RESERVATION,
  },
  {
    title: 'A parcel’s status',
    text: 'What its carrier’s scans say, whatever the carrier calls it. A late or repeated scan moves nothing.',
    table: states.PARCEL_STATUS,
  },
  {
    title: 'A request for a waybill',
    text: 'What a carrier with an API was asked for. It is written down first, then asked, so that nothing is booked twice.',
    table: states.WAYBILL_REQUEST,
  },
  {
    title: 'A payment’s status',
    text: 'A provider may report money late: a failed or cancelled payment may still succeed.',
    table: states.PAYMENT_STATUS,
  },
  { title: 'A refund’s status', text: 'Money on its way back.', table: states.REFUND_STATUS },
];

const diagram = (table: Table): string => {
  const [first] = Object.keys(table);
  const moves = Object.entries(table).flatMap(([from, targets]) =>
    targets.length === 0 ? [`  ${from} --> [*]`] : targets.map((to) => `  ${from} --> ${to}`),
  );
  return ['```mermaid', 'stateDiagram-v2', `  [*] --> ${first}`, ...moves, '```'].join('\n');
};

/** The states of an order and its parts, drawn from the transition tables; the stages, from the function that names them. */
export const statesPage = (): Page =>
  page('docs/states.md', 'States', '`shared/orders/order-states.ts` and `shared/orders/stage.ts`', [
    'An order moves along three axes of its own — confirmation, payment, fulfilment — and is open, completed or cancelled. ' +
      'A move that a table does not allow is answered 409 `illegal_transition`, with the state and what it allows.',
    ...DIAGRAMS.flatMap(({ title, text, table }) => [`## ${title}`, text, diagram(table)]),
    '## Stages',
    'What merchants look at: one word for where an order stands, worked out from the axes by `stageOf` and stored as an index ' +
      'key only. The table is the function’s answer to every combination of values; `any` is any value of that axis.',
    stageTable(),
  ]);
