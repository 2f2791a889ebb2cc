import { BlockList, isIP } from 'node:net';

const PRIVATE_V4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const;

/** Addresses that lead into our own network, to the machine itself, or nowhere. */
const PRIVATE = new BlockList();
for (const [net, bits] of PRIVATE_V4) PRIVATE.addSubnet(net, bits, 'ipv4');

/** What the internet's own addresses of version 6 begin with, without those that carry one of version 4 inside. */
const PUBLIC_V6 = new BlockList();
PUBLIC_V6.addSubnet('2000::', 3, 'ipv6');
const TUNNELS_V6 = new BlockList();
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  TUNNELS_V6.addSubnet(net, bits, 'ipv6');

/** Whether an IP address is somebody's on the public internet. */
export const isPublicAddress = (address: string): boolean => {
  const version = isIP(address);
  if (version === 4) return !PRIVATE.check(address, 'ipv4');
  if (version === 6) return PUBLIC_V6.check(address, 'ipv6') && !TUNNELS_V6.check(address, 'ipv6');
  return false;
};

const LOOPBACK: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** Whether a URL leads to this machine, which only a local cloud may call. */
export const isLoopback = ({ hostname }: URL): boolean => LOOPBACK.includes(hostname);

/** Why a shop's URL cannot be called; undefined when it can, as far as its text tells. */
export const addressMistake = (text: string, mayBeLocal: boolean): string | undefined => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) return 'is not a URL';
  if (url.username || url.password) return 'must not contain a user name or password';
  if (url.hash) return 'must not contain a fragment';
  if (mayBeLocal && isLoopback(url) && (url.protocol === 'http:' || url.protocol === 'https:'))
    return undefined;
  if (url.protocol !== 'https:') return 'must begin with https://';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (
    isIP(host)
      ? !isPublicAddress(host)
      : !host.includes('.') || /(^|\.)(localhost|internal|local)\.?$/.test(host)
  )
    return 'must lead to a public address';
  return undefined;
};
