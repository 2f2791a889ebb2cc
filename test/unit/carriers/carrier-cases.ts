import type { Carrier, Service } from '../../../shared/carriers/carrier.ts';
import type { Shipment } from '../../../shared/carriers/price-service.ts';
import { money } from '../../../shared/kernel/money.ts';

/** A service to all of China for ten yuan the first kilogramme, two for each further half. */
export const aService = (change: Partial<Service> = {}): Service => ({
  code: 'standard',
  name: 'Standard',
  kind: 'express',
  methods: ['standard'],
  traits: [],
  traitFees: {},
  cod: true,
  rates: [
    {
      zone: 'china',
      first: { grams: 1000, amount: 1000 },
      further: { grams: 500, amount: 200 },
      transitHours: 48,
    },
  ],
  ...change,
});

export const aCarrier = (change: Partial<Carrier> = {}): Carrier => ({
  id: 'sf-express',
  version: 1,
  name: '顺丰速运',
  active: true,
  currency: 'CNY',
  timeZone: 'Asia/Shanghai',
  connection: 'rule',
  trackerNames: {},
  zones: [{ id: 'china', areas: [{ country: 'CN' }] }],
  services: [aService()],
  ...change,
});

/** One kilogramme from the main location to Shanghai, promised to leave within a day. */
export const aShipment = (change: Partial<Shipment> = {}): Shipment => ({
  locationId: 'main',
  to: { country: 'CN', province: '上海市', city: '上海市', postalCode: '200120' },
  method: 'standard',
  parcels: [{ grams: 1000, traits: [], value: money(3980, 'CNY') }],
  readyAt: '2024-07-01T01:00:00.000Z',
  shipBy: '2024-07-02T00:00:00.000Z',
  ...change,
});

export const CNY_RATES = { CNY: 1, USD: 7.2, JPY: 0.048 };
