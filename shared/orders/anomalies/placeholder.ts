/** What people and programs write where they have nothing to say; the whole field, in any case. */
const WORDS: ReadonlySet<string> = new Set(
  'test testing tester test1 test123 n/a na none null nil undefined unknown tbd tba xxx xxxx asdf asdfasdf qwerty abc abcd 待定 无 暂无 测试 未知 不详 地址待定 同上'.split(
    ' ',
  ),
);

/** Whether a text says nothing: a placeholder, or no letter and no digit at all. */
export const isPlaceholder = (text: string): boolean => {
  const said = text.trim().toLowerCase();
  return WORDS.has(said) || !/[\p{L}\p{N}]/u.test(said) || /^([\p{L}\p{N}])\1{2,}$/u.test(said);
};
