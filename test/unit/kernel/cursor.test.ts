import { openCursor, sealCursor } from '../../../shared/kernel/cursor.ts';

describe('a list’s cursor', () => {
  const sealed = sealCursor('ord_1', 'list-orders {}', 'key');

  it('opens for the list it came from', () => {
    expect(openCursor(sealed, 'list-orders {}', 'key')).toBe('ord_1');
  });

  it.each([
    ['of another list', sealed, 'list-orders {"stage":"completed"}', 'key'],
    ['sealed with another key', sealed, 'list-orders {}', 'other'],
    ['with another position', sealCursor('ord_2', 'list-orders {}', 'other'), 'list-orders {}', 'key'],
    ['without a signature', sealed.split('.')[0] ?? '', 'list-orders {}', 'key'],
    ['that is noise', '%%%.###', 'list-orders {}', 'key'],
    ['that is empty', '', 'list-orders {}', 'key'],
  ])('is refused %s', (_, cursor, query, key) => {
    expect(openCursor(cursor, query, key)).toMatchObject({
      status: 422,
      errors: [{ path: '/cursor', code: 'invalid_cursor' }],
    });
  });
});
