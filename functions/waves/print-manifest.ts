import { fontFolder } from '../../shared/carriers/effects/font-folder.ts';
import { notFound } from '../../shared/kernel/problem.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { findGathering } from '../../shared/waves/effects/gathering-store.ts';
import { loadMembers } from '../../shared/waves/effects/load-members.ts';
import { printManifestOperation } from '../../shared/waves/manifest-operations.ts';
import { manifestSheet } from '../../shared/waves/sheets.ts';

export const handler = httpHandler(printManifestOperation, async ({ params }, { table, now }) => {
  const stored = await findGathering(table, 'manifest', params.id);
  if (!stored) return notFound('manifest');
  const members = await loadMembers(table, stored.gathering);
  // Drawing is heavy, and not every call comes to it: it is a file of its own beside this one.
  const { drawSheet } = await import('../../shared/waves/effects/draw-sheet.ts');
  const sheet = manifestSheet(stored.gathering, members, now().toISOString());
  return {
    status: 200,
    body: await drawSheet(sheet, fontFolder(), now()),
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="${params.id}.pdf"`,
    },
  };
});
