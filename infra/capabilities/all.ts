import { automation } from './automation.ts';
import { backorders } from './backorders.ts';
import { carriers } from './carriers.ts';
import { catalog } from './catalog.ts';
import { channelStock } from './channel-stock.ts';
import { channels } from './channels.ts';
import { customers } from './customers.ts';
import { events } from './events.ts';
import { fulfilment } from './fulfilment.ts';
import { givingBack } from './giving-back.ts';
import { identity } from './identity.ts';
import { inventory } from './inventory.ts';
import { locations } from './locations.ts';
import { notifications } from './notifications.ts';
import { orders } from './orders.ts';
import { payments } from './payments.ts';
import { pickup } from './pickup.ts';
import { policies } from './policies.ts';
import { production } from './production.ts';
import { promotions } from './promotions.ts';
import { reviews } from './reviews.ts';
import { sourcing } from './sourcing.ts';
import { stockDocuments } from './stock-documents.ts';
import { sweeps } from './sweeps.ts';
import { system } from './system.ts';
import { tracking } from './tracking.ts';
import type { Capability } from './types.ts';
import { warehouse } from './warehouse.ts';
import { waves } from './waves.ts';
import { webhooks } from './webhooks.ts';

/** Every capability there is. A new one is a file beside this and a line here; a new operation is neither. */
export const capabilities: readonly Capability[] = [
  orders,
  reviews,
  automation,
  payments,
  fulfilment,
  production,
  carriers,
  sourcing,
  pickup,
  waves,
  warehouse,
  tracking,
  catalog,
  inventory,
  stockDocuments,
  backorders,
  locations,
  customers,
  policies,
  promotions,
  channels,
  channelStock,
  webhooks,
  notifications,
  sweeps,
  events,
  identity,
  system,
].map(givingBack);
