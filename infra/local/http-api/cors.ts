/** The CORS settings of the template's HTTP API. */
export type Cors = Readonly<Record<string, unknown>>;

/** The headers every answer carries for this origin; none for an origin that is not allowed. */
export function corsHeaders(cors: Cors | undefined, origin: string | undefined): Record<string, string> {
  if (cors === undefined || origin === undefined || !allows(cors, origin)) return {};
  const exposed = texts(cors.ExposeHeaders);
  const credentials = isTrue(cors.AllowCredentials);
  return {
    'access-control-allow-origin': texts(cors.AllowOrigins).includes('*') ? '*' : origin,
    ...(!texts(cors.AllowOrigins).includes('*') && { vary: 'Origin' }),
    ...(credentials && { 'access-control-allow-credentials': 'true' }),
    ...(exposed.length > 0 && { 'access-control-expose-headers': exposed.join(',') }),
  };
}

/** The headers of the answer to a browser's question before the real request. */
export function preflightHeaders(cors: Cors, origin: string): Record<string, string> {
  const allowed = corsHeaders(cors, origin);
  if (allowed['access-control-allow-origin'] === undefined) return {};
  const maxAge = cors.MaxAge;
  return {
    ...allowed,
    'access-control-allow-methods': texts(cors.AllowMethods).join(','),
    'access-control-allow-headers': texts(cors.AllowHeaders).join(','),
    ...(maxAge !== undefined && { 'access-control-max-age': String(maxAge) }),
  };
}

function allows(cors: Cors, origin: string): boolean {
  return texts(cors.AllowOrigins).some((allowed) => {
    if (allowed === '*' || allowed === origin) return true;
    return allowed.endsWith('://*') && origin.startsWith(allowed.slice(0, -1));
  });
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}
