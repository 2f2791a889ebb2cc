import * as z from 'zod';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { MESSAGE_SCHEMAS } from '../../shared/warehouse/message-schemas.ts';
import { getMessageSchemaOperation } from '../../shared/warehouse/warehouse-operations.ts';

export const handler = httpHandler(getMessageSchemaOperation, async ({ params }) =>
  ok(z.toJSONSchema(MESSAGE_SCHEMAS[params.name])),
);
