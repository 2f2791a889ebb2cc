import { addressAnomalies } from '../../../../shared/orders/anomalies/address-anomalies.ts';
import { contactAnomalies } from '../../../../shared/orders/anomalies/contact-anomalies.ts';
import { contactSchema } from '../../../../shared/orders/order-schema.ts';
import { anAddress } from '../../../builders/an-order-request.ts';

type Written = [
  country: string,
  province: string,
  city: string,
  line1: string,
  postalCode: string | undefined,
];

const address = ([country, province, city, line1, postalCode]: Written) =>
  anAddress({ country, province, city, line1, postalCode });
const codes = (written: Written, goods: { traits: 'oversize'[]; weightGrams?: number } = { traits: [] }) =>
  addressAnomalies(address(written), { method: 'standard' }, [goods]).map(({ code }) => code);

describe('an address as people of its country write it is not held', () => {
  it.each<Written>([
    ['CN', '广东省', '深圳市', '南山区科技园科苑路15号', '518057'],
    ['CN', '广东', '揭阳市', '榕城区东山街道', undefined],
    ['CN', 'Guangdong', 'Shenzhen', '15 Keyuan Road, Nanshan', '518057'],
    ['CN', 'Zhejiang Sheng', 'Yiwu', '1 Chouzhou Road', '322000'],
    ['CN', 'Guangxi Zhuang Autonomous Region', 'Nanning', '1 Minzu Ave', '530022'],
    ['CN', '内蒙古自治区', '呼和浩特市', '新城区新华大街1号', '010010'],
    ['CN', '北京市', '市辖区', '朝阳区建国路88号', '100022'],
    ['CN', '上海', '浦东新区', '世纪大道100号', '200120'],
    ['CN', '廣東省', '廣州市', '天河路1號', '510620'],
    ['CN', '新疆维吾尔自治区', '乌鲁木齐市', '天山区解放北路1号', '830002'],
    ['HK', '-', '香港', '中環皇后大道中99號', undefined],
    ['HK', 'Kowloon', 'Mong Kok', 'Flat 5A, 128 Nathan Road', undefined],
    ['MO', 'N/A', 'Macao', 'Avenida da Praia Grande 409', undefined],
    ['TW', '台北市', '大安區', '忠孝東路四段100號5樓', '106'],
    ['TW', '臺灣', '高雄市', '中正一路2號', '80276'],
    ['TW', 'Taiwan', 'Taipei', 'No. 7, Sec. 5, Xinyi Rd', '110615'],
    ['JP', '東京都', '千代田区', '丸の内1-1-1', '100-0005'],
    ['JP', 'Osaka', 'Osaka-shi', '1-2-3 Umeda, Kita-ku', '5300001'],
    ['KR', '서울특별시', '중구', '세종대로 110', '04524'],
    ['US', 'NY', 'New York', '350 5th Ave Apt 12B', '10118'],
    ['US', 'N.Y.', 'Brooklyn', '1 Main St', '11201-1832'],
    ['US', 'US-CA', 'Los Angeles', '200 N Spring St', '90012'],
    ['US', 'California', 'San Francisco', '1 Market St', '94105'],
    ['US', 'District of Columbia', 'Washington', '1600 Pennsylvania Ave NW', '20500'],
    ['US', 'PR', 'San Juan', 'Calle Fortaleza 63', '00901'],
    ['US', 'AP', 'APO', 'Unit 45013 Box 2666', '96338'],
    ['CA', 'ON', 'Toronto', '290 Bremner Blvd', 'M5V 3L9'],
    ['CA', 'Québec', 'Montréal', '1909 av. des Canadiens', 'h3b5e8'],
    ['CA', 'PQ', 'Gatineau', '100 rue Laurier', 'K1A 0M8'],
    ['CA', 'British Columbia', 'Vancouver', '800 Griffiths Way', 'V6B 6G1'],
    ['GB', 'England', 'London', '10 Downing Street', 'SW1A 2AA'],
    ['GB', '-', 'Edinburgh', 'Rose Cottage, Canongate', 'EH8 8DX'],
    ['GB', 'Greater Manchester', 'Manchester', 'Flat 2, 14 King St', 'm26ag'],
    ['GB', 'London', 'London', '1 Canada Square', 'E14 5AB'],
    ['IE', 'Co. Dublin', 'Dublin 4', '1 Shelbourne Road', 'D04 C932'],
    ['IE', 'Cork', 'Cork', '8 Patrick Street', undefined],
    ['DE', 'Bayern', 'München', 'Marienplatz 8', '80331'],
    ['DE', '.', 'Berlin', 'Straße des 17. Juni 135', '10623'],
    ['DE', 'NRW', 'Köln', 'Packstation 145', '50667'],
    ['AT', 'Wien', 'Wien', 'Stephansplatz 1/2/3', '1010'],
    ['CH', 'ZH', 'Zürich', 'Bahnhofstrasse 1', '8001'],
    ['FR', 'Île-de-France', 'Paris', '5 bis avenue Anatole France', '75007'],
    ['FR', 'Corse', 'Ajaccio', 'Place Foch', '20000'],
    ['NL', 'Noord-Holland', 'Amsterdam', 'Prinsengracht 263-II', '1016 GV'],
    ['NL', 'NH', 'Haarlem', 'Grote Markt 2', '2011rd'],
    ['AU', 'NSW', 'Sydney', '1 Macquarie St', '2000'],
    ['AU', 'Victoria', 'Melbourne', 'U3/100 Collins St', '3000'],
    ['AU', 'VIC', 'Melbourne', '1 St Kilda Rd', '3004'],
    ['AU', 'ACT', 'Canberra', 'Parliament Dr', '2600'],
    ['AU', 'Australia', 'Melbourne', '1 St Kilda Rd', '3004'],
    ['AU', 'NT', 'Darwin', '1 Bennett St', '0800'],
    ['BR', 'SP', 'São Paulo', 'Av. Paulista, 1578, apto 12', '01310-200'],
    ['BR', 'Rio de Janeiro', 'Rio de Janeiro', 'Av. Atlântica 1702', '22021001'],
    ['BR', 'Distrito Federal', 'Brasília', 'SQN 302 Bloco A', '70723-010'],
    ['IN', 'Maharashtra', 'Mumbai', '12 Marine Drive', '400 020'],
    ['IN', 'Karnataka', 'Bengaluru', '#45, 3rd Cross, Indiranagar', '560038'],
    ['IN', 'Delhi', 'New Delhi', 'A-12 Connaught Place', '110001'],
    ['IN', 'Tamilnadu', 'Chennai', '4 Anna Salai', '600002'],
    ['SG', 'Singapore', 'Singapore', '10 Bayfront Ave #01-01', '018956'],
    ['AE', '-', 'Dubai', 'Sheikh Zayed Road', undefined],
    ['ES', 'Madrid', 'Madrid', 'Calle de Alcalá 45, 3º B', '28014'],
    ['IT', 'RM', 'Roma', 'Via del Corso 12', '00186'],
    ['PT', 'Lisboa', 'Lisboa', 'Rua Augusta 1, 2.º Esq', '1100-048'],
    ['PL', 'mazowieckie', 'Warszawa', 'ul. Marszałkowska 1 m. 5', '00-590'],
    ['SE', '-', 'Stockholm', 'Drottninggatan 1', '111 51'],
  ])('%s: %s, %s, %s, %s', (...written) =>
    expect(codes(written, { traits: ['oversize'] }).filter((code) => code !== 'post_box')).toEqual([]),
  );
});

describe('an address that contradicts itself is held', () => {
  it.each<[...Written, string]>([
    ['CN', '浙江省', '广州市', '天河路1号', undefined, 'city_elsewhere'],
    ['CN', '廣東省', '南京市', '中山路1號', undefined, 'city_elsewhere'],
    ['CN', '四川省', '成都市', '人民南路1号', '100000', 'postcode_elsewhere'],
    ['CN', 'Atlantis', '某市', '某路1号', undefined, 'region_unknown'],
    ['CN', 'n/a', '深圳市', '科苑路15号', undefined, 'placeholder'],
    ['US', 'NY', 'New York', '1 Main St', '90001', 'postcode_elsewhere'],
    ['US', 'Ontario', 'Toronto', '1 Main St', '10001', 'region_unknown'],
    ['US', '-', 'Austin', '1 Main St', '78701', 'placeholder'],
    ['CA', 'BC', 'Vancouver', '1 Main St', 'M5V 3L9', 'postcode_elsewhere'],
    ['CA', 'ON', 'Toronto', '1 Main St', '10001', 'postcode_form'],
    ['AU', 'QLD', 'Brisbane', '1 Queen St', '3000', 'postcode_elsewhere'],
    ['AU', 'California', 'Sydney', '1 George St', '2000', 'region_unknown'],
    ['BR', 'SP', 'São Paulo', 'Av. Paulista 1', '90000-000', 'postcode_elsewhere'],
    ['IN', 'Kerala', 'Kochi', '1 MG Road', '110001', 'postcode_elsewhere'],
    ['GB', 'England', 'London', '1 High St', '10001', 'postcode_form'],
    ['DE', 'Hessen', 'Frankfurt', 'Zeil 1', '6031', 'postcode_form'],
    ['FR', 'Paris', 'Paris', '1 rue de Rivoli', '7500', 'postcode_form'],
    ['NL', 'NH', 'Amsterdam', 'Damrak 1', '1012', 'postcode_form'],
    ['IE', 'Dublin', 'Dublin', '1 Dame St', '12345', 'postcode_form'],
    ['JP', '東京都', '千代田区', '丸の内1-1-1', '100', 'postcode_form'],
    ['TW', '台北市', '大安區', '忠孝東路100號', '12', 'postcode_form'],
    ['US', 'TX', 'Austin', '1 Main St', undefined, 'postcode_missing'],
  ])('%s: %s, %s, %s, %s: %s', (country, province, city, line1, postalCode, code) =>
    expect(codes([country, province, city, line1, postalCode])).toContain(code),
  );
});

describe('a post box', () => {
  const at = (country: string, line1: string): Written => [country, 'NSW', 'Town', line1, undefined];
  const boxes = [
    ['US', 'PO Box 12'],
    ['US', 'P. O. Box 12'],
    ['US', 'Post Office Box 77'],
    ['AU', 'GPO Box 9848'],
    ['AU', 'Locked Bag 20'],
    ['DE', 'Postfach 10 11 12'],
    ['DE', 'Packstation 145'],
    ['NL', 'Postbus 20061'],
    ['FR', 'BP 40001'],
    ['FR', 'Boîte postale 12'],
    ['ES', 'Apartado de Correos 55'],
    ['BR', 'Caixa Postal 6001'],
    ['IT', 'Casella Postale 4'],
    ['JP', '郵便私書箱12号'],
    ['TW', '郵政信箱1-12號'],
  ] as const;

  it.each(boxes)('%s: %s takes nothing large and nothing heavy', (country, line1) => {
    expect(codes(at(country, line1), { traits: ['oversize'] })).toContain('post_box');
    expect(codes(at(country, line1), { traits: [], weightGrams: 30_001 })).toContain('post_box');
    expect(codes(at(country, line1), { traits: [], weightGrams: 500 })).not.toContain('post_box');
  });

  it.each(['12 Boxwood Lane', '1 BP Plaza', '5 Postbusters Road', '7 Bagdad Ave'])('%s is none', (line1) =>
    expect(codes(at('US', line1), { traits: ['oversize'] })).not.toContain('post_box'),
  );
});

describe('a telephone number', () => {
  const found = (phone: string, country: string) =>
    contactAnomalies({ phone, country }, { name: 'Ada' }, 'storefront').length;

  it.each([
    ['13912345678', 'CN'],
    ['010-6552 9988', 'CN'],
    ['+852 9123 4567', 'HK'],
    ['0912-345-678', 'TW'],
    ['+81 90-1234-5678', 'JP'],
    ['03-3580-3311', 'JP'],
    ['(212) 555-0123', 'US'],
    ['+1 (212) 555-0123 ext. 5', 'US'],
    ['416-555-0199', 'CA'],
    ['020 7946 0958', 'GB'],
    ['07700 900123', 'GB'],
    ['01 676 1234', 'IE'],
    ['+49 (0)30 901820', 'DE'],
    ['01 42 68 53 00', 'FR'],
    ['06-12345678', 'NL'],
    ['0412 345 678', 'AU'],
    ['(11) 91234-5678', 'BR'],
    ['098765 43210', 'IN'],
    ['+44 7700 900123', 'CN'],
  ])('%s in %s can be dialled, and is taken', (phone, country) => {
    expect(contactSchema.partial().safeParse({ phone }).success).toBe(true);
    expect(found(phone, country)).toBe(0);
  });

  it.each([
    ['139123', 'CN'],
    ['+852 91', 'HK'],
    ['555-0', 'US'],
    ['123456789012345', 'GB'],
    ['+00 000', 'DE'],
  ])('%s in %s cannot', (phone, country) => expect(found(phone, country)).toBe(1));
});

describe('an e-mail address', () => {
  it.each([
    'ada+shop@example.com',
    "o'neil@example.co.uk",
    'ada@bücher.de',
    'ada@xn--bcher-kva.de',
    '10086@qq.com',
  ])('%s is taken and not held', (email) => {
    expect(contactSchema.partial().safeParse({ email }).success).toBe(true);
    expect(
      contactAnomalies({ phone: '+8613912345678', country: 'CN' }, { name: 'Ada', email }, 'storefront'),
    ).toEqual([]);
  });
  it.each([
    'ada',
    'ada@localhost',
    'ada@@example.com',
    '.ada@example.com',
    'a..b@example.com',
    'ada@example.c',
  ])('%s is none', (email) => expect(contactSchema.partial().safeParse({ email }).success).toBe(false));
});
