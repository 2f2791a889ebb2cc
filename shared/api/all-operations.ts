import * as automation from '../automation/automation-operations.ts';
import * as carriers from '../carriers/carrier-operations.ts';
import * as catalog from '../catalog/catalog-operations.ts';
import * as channelStock from '../channel-stock/channel-stock-operations.ts';
import * as channels from '../channels/channel-operations.ts';
import * as customers from '../customers/customer-operations.ts';
import * as privacy from '../customers/privacy-operations.ts';
import * as recommendations from '../customers/recommendation-operations.ts';
import * as tiers from '../customers/tier-operations.ts';
import * as fulfilment from '../fulfilment/fulfilment-operations.ts';
import * as arrivals from '../inventory/arrival-operations.ts';
import * as conditions from '../inventory/condition-operations.ts';
import * as counts from '../inventory/count-operations.ts';
import * as imports from '../inventory/import-operations.ts';
import * as inventory from '../inventory/inventory-operations.ts';
import * as transfers from '../inventory/transfer-operations.ts';
import type { Operation } from '../kernel/operation.ts';
import * as locations from '../locations/location-operations.ts';
import * as confirmations from '../orders/confirmation-operations.ts';
import * as desk from '../orders/desk-operations.ts';
import * as listing from '../orders/listing/listing-operations.ts';
import * as notes from '../orders/note-operations.ts';
import * as orders from '../orders/order-operations.ts';
import * as reviews from '../orders/review/review-operations.ts';
import * as payments from '../payments/payment-operations.ts';
import * as pickup from '../pickup/pickup-operations.ts';
import * as policies from '../policies/policy-operations.ts';
import * as production from '../production/production-operations.ts';
import * as promotions from '../promotions/promotion-operations.ts';
import * as sourcing from '../sourcing/sourcing-operations.ts';
import * as tracking from '../tracking/tracking-operations.ts';
import * as stockReports from '../warehouse/stock-report-operations.ts';
import * as warehouse from '../warehouse/warehouse-operations.ts';
import * as bins from '../waves/bin-operations.ts';
import * as manifests from '../waves/manifest-operations.ts';
import * as waves from '../waves/wave-operations.ts';
import * as system from './system-operations.ts';
import * as webhooks from './webhook-operations.ts';

/** Every operation's contract; the OpenAPI document and the test of routes are made from it. */
export const allOperations: readonly Operation[] = [
  orders,
  listing,
  notes,
  confirmations,
  reviews,
  automation,
  desk,
  payments,
  fulfilment,
  production,
  carriers,
  sourcing,
  pickup,
  waves,
  manifests,
  bins,
  warehouse,
  stockReports,
  tracking,
  catalog,
  inventory,
  arrivals,
  conditions,
  transfers,
  counts,
  imports,
  locations,
  customers,
  recommendations,
  tiers,
  privacy,
  policies,
  promotions,
  channels,
  channelStock,
  webhooks,
  system,
].flatMap((contracts): Operation[] => Object.values(contracts));
