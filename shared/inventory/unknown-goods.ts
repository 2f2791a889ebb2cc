import { type FieldError, type Problem, validationFailed } from '../kernel/problem.ts';

/** 422 that names what is not there: the location, the product, or both; undefined when all is known. */
export const unknownGoods = (known: { location: boolean; sku: boolean }): Problem | undefined => {
  const errors: FieldError[] = [
    ...(known.location ? [] : [unknownLocation('/locationId')]),
    ...(known.sku ? [] : [unknownSku('/sku')]),
  ];
  return errors.length > 0 ? validationFailed(errors) : undefined;
};

export const unknownLocation = (path: string): FieldError => ({
  path,
  code: 'unknown_location',
  message: 'is not a location',
});

export const unknownSku = (path: string): FieldError => ({
  path,
  code: 'unknown_sku',
  message: 'is not in the catalogue',
});

/** The lines whose SKU the catalogue does not know, and those that say a SKU again. */
export const wrongLines = (
  lines: readonly { sku: string }[],
  isKnown: (sku: string) => boolean,
): FieldError[] =>
  lines.flatMap(({ sku }, at): FieldError[] => {
    const path = `/lines/${at}/sku`;
    if (!isKnown(sku)) return [unknownSku(path)];
    const isRepeated = lines.findIndex((line) => line.sku === sku) < at;
    return isRepeated ? [{ path, code: 'duplicate_sku', message: 'stands in an earlier line' }] : [];
  });
