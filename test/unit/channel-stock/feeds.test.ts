import fc from 'fast-check';
import { backoffSeconds } from '../../../shared/channel-stock/backoff.ts';
import { isWanted, offerOf } from '../../../shared/channel-stock/feed.ts';
import { signedPush } from '../../../shared/channel-stock/push-message.ts';
import { saleableUnits } from '../../../shared/channel-stock/saleable-units.ts';
import { addressMistake, isPublicAddress } from '../../../shared/channel-stock/shop-address.ts';
import { spotChanges } from '../../../shared/channel-stock/spot-changes.ts';
import { nextTold, type Told } from '../../../shared/channel-stock/told.ts';
import { checkSignature } from '../../../shared/webhooks/signature.ts';
import { aProduct, aStockRow } from '../../builders/a-product.ts';

const NOW = new Date('2026-01-01T00:00:00Z');

describe('what a shop is offered', () => {
  it.each([
    [10, 0, 100, 10],
    [10, 2, 100, 8],
    [10, 2, 50, 4],
    [11, 2, 50, 4],
    [2, 2, 100, 0],
    [1, 5, 100, 0],
    [10, 0, 0, 0],
    [1, 0, 99, 0],
  ])('of %i available, %i kept back, %i percent: %i', (available, buffer, share, offered) => {
    expect(offerOf(available, { buffer, share })).toBe(offered);
  });

  it('is never more than is available beyond the buffer, and more stock never means less', () => {
    const units = fc.integer({ min: 0, max: 1e9 });
    fc.assert(
      fc.property(units, units, fc.integer({ min: 0, max: 100 }), (available, buffer, share) => {
        const offered = offerOf(available, { buffer, share });
        expect(Number.isInteger(offered)).toBe(true);
        expect(offered).toBeGreaterThanOrEqual(0);
        expect(offered).toBeLessThanOrEqual(Math.max(0, available - buffer));
        expect(offerOf(available + 1, { buffer, share })).toBeGreaterThanOrEqual(offered);
      }),
    );
  });

  it('is of the SKUs the shop sells', () => {
    expect(isWanted({}, 'A')).toBe(true);
    expect(isWanted({ skus: ['A'] }, 'A')).toBe(true);
    expect(isWanted({ skus: ['A'] }, 'B')).toBe(false);
  });
});

describe('the units that can be sold', () => {
  const product = { ...aProduct(), sku: 'LANTERN', version: 1 };
  const rows = [
    aStockRow({ onHand: 10, reserved: 4, safety: 2 }),
    aStockRow({ shard: 1, onHand: 1 }),
    aStockRow({ locationId: 'store', onHand: 7 }),
  ];

  it('are those of active locations, over all shards', () => {
    expect(saleableUnits(product, rows, new Set())).toBe(12);
    expect(saleableUnits(product, rows, new Set(['store']))).toBe(5);
  });

  it('are none of an inactive product, and unknown of what is none or has no stock of its own', () => {
    expect(saleableUnits({ ...product, active: false }, rows, new Set())).toBe(0);
    expect(saleableUnits(undefined, rows, new Set())).toBeUndefined();
    const bundle = { ...product, components: [{ sku: 'A', quantity: 2 }] };
    expect(saleableUnits(bundle, [], new Set())).toBeUndefined();
  });

  it('do not go below zero where a safety stock is larger than what is there', () => {
    const short = [aStockRow({ onHand: 1, safety: 5 }), aStockRow({ locationId: 'store', onHand: 3 })];
    expect(saleableUnits(product, short, new Set())).toBe(3);
  });
});

describe('what comes next of a SKU', () => {
  const before: Told = { sku: 'A', available: 5, seq: NOW.getTime() + 7, at: '', arrived: NOW.getTime() + 7 };

  it('is a number with a higher sequence, even if the clock goes back', () => {
    expect(nextTold({ sku: 'A', available: 4 }, before, { now: NOW })).toEqual({
      isNew: true,
      told: { ...before, available: 4, seq: before.seq + 1, at: NOW.toISOString() },
    });
    const later = new Date(before.seq + 1000);
    const next = nextTold({ sku: 'A', available: 4 }, before, { now: later });
    expect(next).toMatchObject({ told: { seq: later.getTime() } });
  });

  it('is nothing where the shop has it, unless all is to be told again', () => {
    expect(nextTold({ sku: 'A', available: 5 }, before, { now: NOW })).toBe('nothing');
    expect(nextTold({ sku: 'A', available: 5 }, before, { now: NOW, again: true })).toEqual({
      isNew: false,
      told: before,
    });
  });

  it('is the same again where it did not arrive', () => {
    const lost = { ...before, arrived: before.seq - 1 };
    expect(nextTold({ sku: 'A', available: 5 }, lost, { now: NOW })).toEqual({ isNew: false, told: lost });
  });

  it('is the first number of a SKU that was never told, zero included', () => {
    expect(nextTold({ sku: 'A', available: 0 }, undefined, { now: NOW })).toMatchObject({
      isNew: true,
      told: { available: 0, seq: NOW.getTime(), arrived: 0 },
    });
  });
});

describe('where a shop may be', () => {
  it.each([
    'https://shop.example.com/stock',
    'https://shop.example.com:8443/stock?x=1',
    'https://8.8.8.8/stock',
    'https://[2606:4700::1111]/stock',
  ])('%s', (url) => {
    expect(addressMistake(url, false)).toBeUndefined();
  });

  it.each([
    'http://shop.example.com/stock',
    'http://localhost:3000/stock',
    'https://localhost/stock',
    'https://shop.localhost/stock',
    'https://printer/stock',
    'https://vault.internal/stock',
    'https://127.0.0.1/stock',
    'https://2130706433/stock',
    'https://0x7f.1/stock',
    'https://169.254.169.254/latest/meta-data',
    'https://10.1.2.3/',
    'https://100.100.100.200/',
    'https://172.31.0.1/',
    'https://192.168.1.1/',
    'https://[::1]/',
    'https://[fd00:ec2::254]/',
    'https://[fe80::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://[64:ff9b::a00:1]/',
    'https://[2002:a00:1::]/',
    'https://me:secret@shop.example.com/',
    'https://shop.example.com/#x',
    'ftp://shop.example.com/',
    'file:///etc/passwd',
    'shop.example.com',
  ])('not %s', (url) => {
    expect(addressMistake(url, false)).toEqual(expect.any(String));
  });

  it('is also beside a local cloud, but nowhere else in its network', () => {
    expect(addressMistake('http://localhost:3000/stock', true)).toBeUndefined();
    expect(addressMistake('http://127.0.0.1:3000/stock', true)).toBeUndefined();
    expect(addressMistake('http://192.168.1.1/stock', true)).toEqual(expect.any(String));
  });

  it.each(['', 'localhost', '999.1.1.1'])('an address is an address, not %p', (text) => {
    expect(isPublicAddress(text)).toBe(false);
  });
});

describe('a push', () => {
  it('is signed as the webhooks that shops send', () => {
    const told: Told[] = [{ sku: '灯笼', available: 3, seq: 9, at: NOW.toISOString(), arrived: 4 }];
    const { body, headers } = signedPush(
      { channel: 'generic', shopId: 'shop-1' },
      { id: 'psh_1', told, secret: 'secret', now: NOW },
    );
    expect(checkSignature(headers['x-oms-signature'], body, 'secret', NOW)).toBeUndefined();
    expect(checkSignature(headers['x-oms-signature'], body, 'another', NOW)).toBeDefined();
    expect(headers['content-length']).toBe(String(body.length));
    expect(JSON.parse(body.toString())).toEqual({
      id: 'psh_1',
      channel: 'generic',
      shopId: 'shop-1',
      items: [{ sku: '灯笼', available: 3, seq: 9, at: NOW.toISOString() }],
    });
  });

  it('that fails is tried again after 1, 2, 4 … seconds, a minute at most', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 50].map(backoffSeconds)).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  });
});

describe('a batch of the stream', () => {
  const record = (pk: string) => ({ dynamodb: { Keys: { pk: { S: pk }, sk: { S: 'x' } } } });

  it('names each SKU once, also one whose rows have partitions of their own', () => {
    const records = ['SKU#A#1', 'SKU#B', 'SKU#A', 'SKU#A#2', 'ORDER#1'].map(record);
    expect(spotChanges(records)).toEqual({ skus: ['A', 'B'], everything: false });
  });

  it('says that all may have changed when a location was opened or closed', () => {
    expect(spotChanges([record('LOCATIONS')])).toEqual({ skus: [], everything: true });
    expect(spotChanges([{}])).toEqual({ skus: [], everything: false });
  });
});
