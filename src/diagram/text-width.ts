/** Regular for what is beside the way, bold for what is on it. */
export type Weight = 'regular' | 'bold';

/** The bundled font the pictures are set in. */
export const FONT_FAMILY = 'DejaVu Sans Condensed';

const UNITS_PER_EM = 2048;

/** Advance widths of DejaVu Sans Condensed for the characters from space to tilde, as its `hmtx` table has them. */
const ADVANCES: Readonly<Record<Weight, readonly number[]>> = {
  // biome-ignore format: a table
  regular: [
    585, 738, 847, 1544, 1172, 1751, 1437, 506, 719, 719, 921, 1544, 585, 665, 585, 621, 1172, 1172, 1172,
    1172, 1172, 1172, 1172, 1172, 1172, 1172, 621, 621, 1544, 1544, 1544, 978, 1843, 1260, 1264, 1287, 1419,
    1164, 1060, 1428, 1386, 543, 543, 1208, 1026, 1590, 1378, 1450, 1111, 1450, 1280, 1170, 1125, 1349, 1260,
    1822, 1262, 1125, 1262, 719, 621, 719, 1544, 921, 921, 1129, 1170, 1013, 1170, 1134, 648, 1170, 1168, 512,
    512, 1067, 512, 1795, 1168, 1127, 1170, 1170, 757, 960, 722, 1168, 1090, 1507, 1090, 1090, 967, 1172, 621,
    1172, 1544,
  ],
  // biome-ignore format: a table
  bold: [
    641, 840, 960, 1544, 1282, 1846, 1607, 564, 842, 842, 963, 1544, 700, 765, 700, 673, 1282, 1282, 1282,
    1282, 1282, 1282, 1282, 1282, 1282, 1282, 737, 737, 1544, 1544, 1544, 1069, 1843, 1426, 1404, 1352, 1530,
    1259, 1259, 1512, 1542, 685, 685, 1428, 1174, 1834, 1542, 1566, 1350, 1566, 1419, 1327, 1257, 1496, 1426,
    2033, 1421, 1334, 1336, 842, 673, 842, 1544, 921, 921, 1243, 1319, 1092, 1319, 1250, 801, 1319, 1312, 631,
    631, 1225, 631, 1920, 1312, 1266, 1319, 1319, 909, 1097, 881, 1312, 1201, 1702, 1188, 1201, 1072, 1312,
    673, 1312, 1544,
  ],
};

/** Of characters that are not in the table, no Latin letter and no dash is wider than this, and nothing than that. */
const WIDEST_LATIN = 2400;
const WIDEST = 3716;
const FIRST = 32;

/** How wide a line of text is at a font size, both in pixels; never less than it is drawn. */
export function textWidth(text: string, fontSize: number, weight: Weight = 'regular'): number {
  let units = 0;
  for (const character of text) {
    const isLatin = /^[\u00a0-\u017f\u2010-\u2027]$/.test(character);
    units += ADVANCES[weight][(character.codePointAt(0) ?? 0) - FIRST] ?? (isLatin ? WIDEST_LATIN : WIDEST);
  }
  return (units / UNITS_PER_EM) * fontSize;
}
