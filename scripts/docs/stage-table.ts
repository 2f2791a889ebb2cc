import { PAYMENT_TERMS } from '../../shared/orders/order.ts';
import { CONFIRMATION, FULFILMENT, PAYMENT, STATUS } from '../../shared/orders/order-states.ts';
import { STAGES, stageOf } from '../../shared/orders/stage.ts';
import { codes, table } from './page.ts';

const TOLD = ['told', 'not told'];
/** Every axis and all of its values, in the order of the table's columns. */
const AXES = [
  Object.keys(STATUS),
  Object.keys(PAYMENT),
  PAYMENT_TERMS,
  Object.keys(CONFIRMATION),
  Object.keys(FULFILMENT),
  TOLD,
] as const;
const TERMS = 2;

type Combination = readonly string[];

const product = (axes: readonly (readonly string[])[]): Combination[] =>
  axes.reduce<Combination[]>(
    (found, values) => found.flatMap((head) => values.map((value) => [...head, value])),
    [[]],
  );

const stage = ([status, payment, paymentTerms, confirmation, fulfilment, told]: Combination): string =>
  stageOf({
    status,
    payment,
    paymentTerms,
    confirmation,
    fulfilment,
    ...(told === TOLD[0] ? { toldShippedAt: 'told' } : {}),
  } as Parameters<typeof stageOf>[0]);

const projections = (combinations: readonly Combination[]): string[][] =>
  AXES.map((values, axis) => values.filter((value) => combinations.some((each) => each[axis] === value)));

/** Rows that say exactly these combinations: one where each axis may be told alone, else one for each kind of terms. */
const rowsOf = (combinations: readonly Combination[]): string[][][] => {
  const row = projections(combinations);
  if (product(row).length === combinations.length) return [row];
  const rows = new Map<string, string[][]>();
  for (const terms of PAYMENT_TERMS) {
    const part = projections(combinations.filter((each) => each[TERMS] === terms));
    const rest = JSON.stringify(part.filter((_, axis) => axis !== TERMS));
    const alike = rows.get(rest);
    if (alike) alike[TERMS]?.push(terms);
    else rows.set(rest, part);
  }
  const found = [...rows.values()];
  const told = found.reduce((sum, each) => sum + product(each).length, 0);
  if (told !== combinations.length)
    throw new Error(
      'A stage depends on its axes in a way that this table cannot say; split it by another axis.',
    );
  return found;
};

const cell = (values: readonly string[], axis: number): string => {
  const all = AXES[axis] ?? [];
  const others = all.filter((value) => !values.includes(value));
  if (others.length === 0) return 'any';
  return others.length < values.length ? `not ${codes(others)}` : codes(values);
};

/** When an order is in which stage, asked of the function itself over the whole grid. */
export const stageTable = (): string => {
  const grid = product(AXES);
  const rows = STAGES.flatMap((name) =>
    rowsOf(grid.filter((combination) => stage(combination) === name)).map((row) => [
      `\`${name}\``,
      ...row.map(cell),
    ]),
  );
  return table(
    ['stage', 'status', 'payment', 'terms', 'confirmation', 'fulfilment', 'buyer of shipping'],
    rows,
  );
};
