import { getParcelLabelOperation } from '../../shared/carriers/carrier-operations.ts';
import { fontFolder } from '../../shared/carriers/effects/font-folder.ts';
import { loadLabel } from '../../shared/carriers/effects/load-label.ts';
import { isProblem } from '../../shared/kernel/problem.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(getParcelLabelOperation, async ({ params }, { table, now }) => {
  const label = await loadLabel(table, params.id, params.parcelId, now());
  if (isProblem(label)) return label;
  // Drawing is heavy, and not every call comes to it: it is a file of its own beside this one.
  const { drawLabel } = await import('../../shared/carriers/effects/draw-label.ts');
  return {
    status: 200,
    body: await drawLabel(label, fontFolder(), now()),
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="${params.parcelId}.pdf"`,
    },
  };
});
