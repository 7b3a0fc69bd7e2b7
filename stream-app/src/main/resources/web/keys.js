// Whether single letters do something: people who dictate must be able to turn them off.

const NAME = 'xraystream.keys';

export const keysSwitchedOn = () => localStorage.getItem(NAME) !== 'off';

export function switchKeys(on) {
  if (on) localStorage.removeItem(NAME);
  else localStorage.setItem(NAME, 'off');
}
