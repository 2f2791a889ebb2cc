import * as z from 'zod';
import { isSearchablePhone, LEAST_DIGITS } from './contact-signs.ts';

/** The roles that a review asks for. */
export const REVIEW_ROLES = ['service_agent', 'sales_manager', 'finance_director'] as const;

export const reviewRoleSchema = z.enum(REVIEW_ROLES);

/** A telephone number as people type it; the country's code may be missing. */
export const searchedPhoneSchema = z
  .string()
  .max(40)
  .refine(isSearchablePhone, { error: `has fewer than ${LEAST_DIGITS} digits` });
