/** Where a program runs, as far as commands differ there. */
export const PLATFORMS = ['linux', 'macos', 'windows', 'kubernetes'] as const;
export type Platform = (typeof PLATFORMS)[number];

/** The narrower one first: a pod runs Linux as well. */
const SIGNS: readonly (readonly [Platform, RegExp])[] = [
  ['kubernetes', /\b(?:kubernetes|k8s|kubectl|kubelet|pods?|eks|gke|aks|helm)\b/i],
  ['windows', /\b(?:windows|powershell|win(?:10|11|64)|cmd\.exe)\b|^\s{0,4}(?:PS )?[A-Z]:\\/im],
  ['macos', /\b(?:mac ?os|macbook|osx|os x|imac|darwin|apple silicon)\b|\b(?:a|my|on|the) mac\b/i],
  ['linux', /\b(?:linux|ubuntu|debian|centos|rhel|fedora|alpine|arch linux|ec2|wsl2?)\b/i],
];
const ANY = new RegExp(SIGNS.map(([, { source }]) => source).join('|'), 'im');
const LONGEST = 20_000;

/** The platform a message names; null where it names none. */
export function readPlatform(text: string): Platform | null {
  const start = text.slice(0, LONGEST);
  if (!ANY.test(start)) return null;
  return SIGNS.find(([, sign]) => sign.test(start))?.[0] ?? null;
}
