/** A region of China at the level of provinces: its short name, how it is written in letters, and its postcodes. */
type Region = { name: string; pinyin: string; postcodes: readonly string[] };

const region = (name: string, pinyin: string, postcodes: string): Region => ({
  name,
  pinyin,
  postcodes: postcodes === '' ? [] : postcodes.split(' '),
});

/** The first two digits of a Chinese postcode name its region. */
const REGIONS: readonly Region[] = [
  region('北京', 'beijing', '10'),
  region('上海', 'shanghai', '20'),
  region('天津', 'tianjin', '30'),
  region('重庆', 'chongqing', '40'),
  region('内蒙古', 'neimenggu', '01 02'),
  region('山西', 'shanxi', '03 04'),
  region('河北', 'hebei', '05 06 07'),
  region('辽宁', 'liaoning', '11 12'),
  region('吉林', 'jilin', '13'),
  region('黑龙江', 'heilongjiang', '15 16'),
  region('江苏', 'jiangsu', '21 22'),
  region('安徽', 'anhui', '23 24'),
  region('山东', 'shandong', '25 26 27'),
  region('浙江', 'zhejiang', '31 32'),
  region('江西', 'jiangxi', '33 34'),
  region('福建', 'fujian', '35 36'),
  region('湖南', 'hunan', '41 42'),
  region('湖北', 'hubei', '43 44'),
  region('河南', 'henan', '45 46 47'),
  region('广东', 'guangdong', '51 52'),
  region('广西', 'guangxi', '53 54'),
  region('贵州', 'guizhou', '55 56'),
  region('海南', 'hainan', '57'),
  region('四川', 'sichuan', '61 62 63 64'),
  region('云南', 'yunnan', '65 66 67'),
  region('陕西', 'shaanxi', '71 72'),
  region('甘肃', 'gansu', '73 74'),
  region('宁夏', 'ningxia', '75'),
  region('青海', 'qinghai', '81'),
  region('新疆', 'xinjiang', '83 84'),
  region('西藏', 'xizang', '85'),
  region('香港', 'hongkong', ''),
  region('澳门', 'macao', ''),
  region('台湾', 'taiwan', ''),
];

/** Other ways in which some regions are written in letters. */
const ALSO: Readonly<Record<string, string>> = {
  innermongolia: '内蒙古',
  tibet: '西藏',
  macau: '澳门',
  macaosar: '澳门',
  hksar: '香港',
  peking: '北京',
  tibetan: '西藏',
  neimongol: '内蒙古',
  guangxizhuang: '广西',
  ningxiahui: '宁夏',
  xinjianguygur: '新疆',
  xinjianguyghur: '新疆',
};

/** Large cities and whose they are; only names that no other region has. */
const CITIES: Readonly<Record<string, string>> = {
  北京: '北京',
  上海: '上海',
  天津: '天津',
  重庆: '重庆',
  广州: '广东',
  深圳: '广东',
  东莞: '广东',
  佛山: '广东',
  杭州: '浙江',
  宁波: '浙江',
  温州: '浙江',
  南京: '江苏',
  苏州: '江苏',
  无锡: '江苏',
  成都: '四川',
  武汉: '湖北',
  西安: '陕西',
  郑州: '河南',
  长沙: '湖南',
  济南: '山东',
  青岛: '山东',
  沈阳: '辽宁',
  大连: '辽宁',
  哈尔滨: '黑龙江',
  长春: '吉林',
  福州: '福建',
  厦门: '福建',
  合肥: '安徽',
  南昌: '江西',
  石家庄: '河北',
  太原: '山西',
  昆明: '云南',
  贵阳: '贵州',
  南宁: '广西',
  海口: '海南',
  兰州: '甘肃',
  西宁: '青海',
  银川: '宁夏',
  乌鲁木齐: '新疆',
  拉萨: '西藏',
  呼和浩特: '内蒙古',
};

/** Names of regions and their cities in traditional characters, as Hong Kong and Taiwan write them. */
const TRADITIONAL: Readonly<Record<string, string>> = Object.fromEntries(
  '廣广 東东 慶庆 遼辽 寧宁 龍龙 蘇苏 雲云 陝陕 肅肃 貴贵 門门 灣湾 臺台 內内 無无 錫锡 溫温 漢汉 鄭郑 長长 濟济 島岛 瀋沈 連连 爾尔 濱滨 廈厦 蘭兰 銀银 烏乌 魯鲁 薩萨 齊齐 陽阳 莊庄'
    .split(' ')
    .map(([traditional = '', simple = '']) => [traditional, simple]),
);

const simplified = (text: string): string => text.replace(/./gu, (each) => TRADITIONAL[each] ?? each);

/** The region a text names, in characters or letters; undefined when it names none. */
export const regionOf = (province: string): string | undefined => {
  const said = simplified(province.replace(/\s/g, ''));
  const byName = REGIONS.find(({ name }) => said.startsWith(name));
  if (byName) return byName.name;
  const letters = said.toLowerCase().replace(/[^a-z]/g, '');
  const bare = letters.replace(/(?:province|municipality|autonomousregion|sheng|shi|sar|china)+$/, '');
  return ALSO[bare] ?? REGIONS.find(({ pinyin }) => pinyin === letters || pinyin === bare)?.name;
};

/** The region of a large city; undefined for others, which are not judged. */
export const regionOfCity = (city: string): string | undefined =>
  CITIES[simplified(city.replace(/[\s市]/g, ''))];

/** Whether a Chinese postcode can be of this region; one of a region without known postcodes always can. */
export const isPostcodeOf = (region: string, postcode: string): boolean => {
  const known = REGIONS.find(({ name }) => name === region)?.postcodes ?? [];
  return known.length === 0 || known.some((prefix) => postcode.startsWith(prefix));
};
