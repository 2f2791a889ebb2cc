/** The policies of the shops; `plain` has none of its own. In `net`, tax comes on top and goods are sent for a fee. */
export const POLICIES = {
  /** What a pick misses is sent from elsewhere; who waits for goods is sent what is there. */
  moving: { fulfilment: { shortPick: 'move', backorders: 'send_what_is_there' } },
  careful: { fulfilment: { manualRelease: true } },
  net: {
    pricing: {
      shippingFee: { CNY: 990 },
      freeShippingFrom: { CNY: 20_000 },
      pricesIncludeTax: false,
      taxRates: { GB: 0.2, FR: 0.055 },
    },
  },
} as const;
