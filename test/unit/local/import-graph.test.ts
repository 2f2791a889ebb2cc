import { filesOf } from '../../../infra/local/import-graph.ts';

test('a function is made of what it imports, directly or not; packages do not count', () => {
  const files: Record<string, string> = {
    'functions/orders/place-order.ts': "import { a } from '../../shared/a.ts';\nimport * as z from 'zod';",
    'shared/a.ts': "export { b } from './deep/b.ts';\nconst c = await import('./c.ts');",
    'shared/deep/b.ts': "import type { A } from '../a.ts';",
  };
  expect([...filesOf('functions/orders/place-order.ts', (file) => files[file] ?? '')].sort()).toEqual([
    'functions/orders/place-order.ts',
    'shared/a.ts',
    'shared/c.ts',
    'shared/deep/b.ts',
  ]);
});
