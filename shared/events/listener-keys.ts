/**
 * Who waits for what was committed, beside the queues that always do: the events that automation rules wait for, the
 * locations whose work an outside system leads. Side by side, because every batch of events asks for both.
 */
export const LISTENERS = 'LISTENERS';
export const AUTOMATION_WAITS = { pk: LISTENERS, sk: 'AUTOMATION' };
export const WAREHOUSES_WAIT = { pk: LISTENERS, sk: 'WAREHOUSES' };
