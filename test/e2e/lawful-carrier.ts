/** A carrier with all that can be said of one. */
export const A_CARRIER = {
  name: 'Nowhere Express',
  // It takes nothing that other tests send.
  active: false,
  currency: 'CNY',
  timeZone: 'Asia/Shanghai',
  connection: 'rule',
  locations: ['nowhere'],
  trackerNames: { kuaidi100: 'nowhere' },
  zones: [
    {
      id: 'near',
      from: ['nowhere'],
      areas: [{ country: 'CN', region: '浙江省', city: '杭州市', postcodes: ['310'] }],
    },
  ],
  services: [
    {
      code: 'standard',
      name: 'Standard',
      kind: 'express',
      methods: ['standard'],
      traits: ['fragile'],
      traitFees: { fragile: 100 },
      maxGrams: 30_000,
      maxValue: 1_000_000,
      cod: true,
      codFee: { rate: 0.01, minimum: 100 },
      cutOff: '18:00',
      days: [1, 2, 3, 4, 5],
      rates: [
        {
          zone: 'near',
          first: { grams: 1000, amount: 800 },
          further: { grams: 500, amount: 200 },
          transitHours: 24,
        },
      ],
    },
  ],
};
