/** A region of a country: what it is called, the short name first, and the beginnings of its postcodes. */
type Region = { names: readonly string[]; postcodes: readonly string[] };

/** How regions and postcodes of a country go together. */
type Country = {
  regions: readonly Region[] /** Parcels go astray where the region is none of these. */;
  closed: boolean;
};

/** A name without case, accents and what stands between letters. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** `320-349` are all beginnings from the first to the last. */
const beginnings = (said: string): string[] =>
  said.split(' ').flatMap((each) => {
    const [first = '', last = first] = each.split('-');
    return Array.from({ length: Number(last) - Number(first) + 1 }, (_, at) =>
      String(Number(first) + at).padStart(first.length, '0'),
    );
  });

/** One region a line: its names, then its postcodes. */
const regionsOf = (lines: string, digits: boolean): Region[] =>
  lines
    .trim()
    .split('\n')
    .map((line) => {
      const [names = '', postcodes = ''] = line.split('|');
      return {
        names: names.split(',').map(plain),
        postcodes: digits ? beginnings(postcodes.trim()) : postcodes.trim().split(' '),
      };
    });

const UNITED_STATES = `
AL,Alabama|350-369
AK,Alaska|995-999
AZ,Arizona|850-865
AR,Arkansas|716-729 755-755
CA,California,Calif|900-961
CO,Colorado|800-816
CT,Connecticut|060-069
DE,Delaware|197-199
DC,District of Columbia,Washington DC|200-205 569-569
FL,Florida|320-349
GA,Georgia|300-319 398-399
HI,Hawaii|967-968
ID,Idaho|832-838
IL,Illinois|600-629
IN,Indiana|460-479
IA,Iowa|500-528
KS,Kansas|660-679
KY,Kentucky|400-427
LA,Louisiana|700-714
ME,Maine|039-049
MD,Maryland|206-219
MA,Massachusetts|010-027 055-055
MI,Michigan|480-499
MN,Minnesota|550-567
MS,Mississippi|386-397
MO,Missouri|630-658
MT,Montana|590-599
NE,Nebraska|680-693
NV,Nevada|889-898
NH,New Hampshire|030-038
NJ,New Jersey|070-089
NM,New Mexico|870-884
NY,New York,New York State|005-005 063-063 100-149
NC,North Carolina|270-289
ND,North Dakota|580-588
OH,Ohio|430-459
OK,Oklahoma|730-749
OR,Oregon|970-979
PA,Pennsylvania|150-196
RI,Rhode Island|028-029
SC,South Carolina|290-299
SD,South Dakota|570-577
TN,Tennessee|370-385
TX,Texas|733-733 750-799 885-885
UT,Utah|840-847
VT,Vermont|050-059
VA,Virginia|201-201 220-246
WA,Washington,Washington State|980-994
WV,West Virginia|247-268
WI,Wisconsin|530-549
WY,Wyoming|820-831 834-834
PR,Puerto Rico|006-009
VI,Virgin Islands,US Virgin Islands|008-008
GU,Guam|969-969
AS,American Samoa|967-967
MP,Northern Mariana Islands|969-969
AA,Armed Forces Americas|340-340
AE,Armed Forces Europe|090-099
AP,Armed Forces Pacific|962-966`;

const CANADA = `
AB,Alberta|T
BC,British Columbia,Colombie-Britannique|V
MB,Manitoba|R
NB,New Brunswick,Nouveau-Brunswick|E
NL,Newfoundland and Labrador,Newfoundland,Terre-Neuve-et-Labrador|A
NS,Nova Scotia,Nouvelle-Écosse|B
NT,Northwest Territories,Territoires du Nord-Ouest|X
NU,Nunavut|X
ON,Ontario|K L M N P
PE,PEI,Prince Edward Island,Île-du-Prince-Édouard|C
QC,PQ,Quebec,Québec|G H J K
SK,Saskatchewan|S
YT,YK,Yukon|Y`;

// New South Wales surrounds the Capital Territory, and their postcodes mix.
const AUSTRALIA = `
NSW,New South Wales|1-2 36-37 43-43
ACT,Australian Capital Territory|02-02 2-2
VIC,Victoria|3-3 8-8
QLD,Queensland|4-4 9-9
SA,South Australia|5-5 08-08
WA,Western Australia|6-6 08-08
TAS,Tasmania|7-7
NT,Northern Territory|08-09`;

const BRAZIL = `
SP,São Paulo|01-19
RJ,Rio de Janeiro|20-28
ES,Espírito Santo|29-29
MG,Minas Gerais|30-39
BA,Bahia|40-48
SE,Sergipe|49-49
PE,Pernambuco|50-56
AL,Alagoas|57-57
PB,Paraíba|58-58
RN,Rio Grande do Norte|59-59
CE,Ceará|60-63
PI,Piauí|64-64
MA,Maranhão|65-65
PA,Pará|66-68
AP,Amapá|68-68
AM,Amazonas|69-69
RR,Roraima|69-69
AC,Acre|69-69
DF,Distrito Federal|70-73
GO,Goiás|72-76
TO,Tocantins|77-77
MT,Mato Grosso|78-78
RO,Rondônia|76-78
MS,Mato Grosso do Sul|79-79
PR,Paraná|80-87
SC,Santa Catarina|88-89
RS,Rio Grande do Sul|90-99`;

const INDIA = `
DL,Delhi,New Delhi|11-11
HR,Haryana|12-13
PB,Punjab|14-16
CH,Chandigarh|14-16
HP,Himachal Pradesh|17-17
JK,Jammu and Kashmir|18-19
UP,Uttar Pradesh|20-28
UK,Uttarakhand|24-26
RJ,Rajasthan|30-34
GJ,Gujarat|36-39
MH,Maharashtra|40-44
GA,Goa|40-40
MP,Madhya Pradesh|45-48
CG,Chhattisgarh|49-49
AP,Andhra Pradesh|50-53
TS,TG,Telangana|50-50
KA,Karnataka|56-59
TN,Tamil Nadu|60-66
KL,Kerala|67-69
WB,West Bengal|70-74
OR,OD,Odisha,Orissa|75-77
AS,Assam|78-78
BR,Bihar|80-85
JH,Jharkhand|81-83`;

/** Countries whose regions and postcodes are known to go together; of others nothing is said. */
const COUNTRIES: Readonly<Record<string, Country>> = {
  US: { regions: regionsOf(UNITED_STATES, true), closed: true },
  CA: { regions: regionsOf(CANADA, false), closed: true },
  AU: { regions: regionsOf(AUSTRALIA, true), closed: true },
  BR: { regions: regionsOf(BRAZIL, true), closed: false },
  IN: { regions: regionsOf(INDIA, true), closed: false },
};

/** The names of countries in English; a form that asks for a region where people know of none gets the country again. */
const NAMES = new Intl.DisplayNames(['en'], { type: 'region' });

/** What is wrong with a region and its postcode outside China: no region of the country, or not the postcode's. */
export const regionMistake = (
  country: string,
  province: string,
  postalCode: string | undefined,
): 'unknown' | 'elsewhere' | undefined => {
  const known = COUNTRIES[country];
  if (!known) return undefined;
  // Some shops write `US-NY`, as ISO 3166-2 does.
  const said = plain(province.trim().replace(new RegExp(`^${country}-`), ''));
  const region = known.regions.find(({ names }) => names.includes(said));
  if (!region) return known.closed && said !== plain(NAMES.of(country) ?? '') ? 'unknown' : undefined;
  const code = postalCode?.trim().toUpperCase();
  if (code === undefined || region.postcodes.some((beginning) => code.startsWith(beginning)))
    return undefined;
  return 'elsewhere';
};
