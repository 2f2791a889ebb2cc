import { DOCS_PAGE } from '../../shared/api/docs-page.ts';

/** The API's documentation for people. It may load nothing but the document. */
export const handler = async () => ({
  statusCode: 200,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "default-src 'none'; connect-src 'self'; style-src 'unsafe-inline'; script-src 'unsafe-inline'",
  },
  body: DOCS_PAGE,
});
