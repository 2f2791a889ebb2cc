import { AT_ONCE, type DemoRun } from './demo-run.ts';
import { inParallel } from './in-parallel.ts';
import { LOCATIONS, type PlannedProduct, planCatalogue } from './plan-catalogue.ts';

/** Lines of one delivery note. */
const NOTE = 500;

const must = ({ status, body }: { status: number; body: unknown }): void => {
  if (status >= 300) throw new Error(`The catalogue was refused with ${status}: ${JSON.stringify(body)}`);
};

/** Makes locations and products, and takes the goods in. */
export const loadCatalogue = async ({ client, progress, tally, invoices }: DemoRun): Promise<void> => {
  const products = planCatalogue(invoices);
  const notes = deliveryNotes(products);
  progress.phase('Products and stock', LOCATIONS.length + products.length + notes.length);
  for (const { id, name, kind } of LOCATIONS) {
    const address = { country: 'GB', city: name, line1: '1 Quay Street' };
    must(await client.call('PUT', `/v1/locations/${id}`, { name, kind, address, active: true }));
    progress.tick();
  }
  await inParallel(products, AT_ONCE, async ({ sku, name, price }) => {
    const body = { name, price: { amount: price, currency: 'GBP' }, weightGrams: 250, active: true };
    must(await client.call('PUT', `/v1/products/${encodeURIComponent(sku)}`, body));
    progress.tick();
  });
  await inParallel(notes, 4, async (note) => {
    must(await client.call('POST', '/v1/inventory/receipts', note));
    progress.tick();
  });
  tally.add('catalogue', 'products', products.length);
  tally.add('catalogue', 'locations', LOCATIONS.length);
};

const deliveryNotes = (products: readonly PlannedProduct[]) =>
  LOCATIONS.flatMap(({ id: locationId }) => {
    const lines = products.flatMap(({ sku, stock }) => {
      const quantity = stock.get(locationId);
      return quantity === undefined ? [] : [{ sku, quantity }];
    });
    return Array.from({ length: Math.ceil(lines.length / NOTE) }, (_, at) => ({
      locationId,
      lines: lines.slice(at * NOTE, (at + 1) * NOTE),
      reference: `opening stock ${at + 1}`,
    }));
  });
