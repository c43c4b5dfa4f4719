function merge(target, source) {
  for (const key of Object.keys(source)) {
    if (typeof source[key] === 'object' && source[key] !== null) {
      target[key] ??= {};
      merge(target[key], source[key]);
    } else {
      target[key] = source[key];
    }
  }
  return target;
}

function mergeGuarded(target, source) {
  for (const key of Object.keys(source)) {
    if (key === '__proto__' || key === 'constructor' || key === 'prototype') continue;
    if (typeof source[key] === 'object' && source[key] !== null) {
      target[key] = mergeGuarded(target[key] ?? {}, source[key]);
    } else {
      target[key] = source[key];
    }
  }
  return target;
}

const defaults = () => ({ theme: { dark: false } });

exports.handler = async (event) => {
  const settings = merge(defaults(), JSON.parse(event.body));
  return { statusCode: 200, body: JSON.stringify(settings) };
};

exports.flat = async (event) => {
  const settings = { ...defaults(), ...JSON.parse(event.body) };
  return { statusCode: 200, body: JSON.stringify(settings) };
};

exports.guarded = async (event) => {
  const settings = mergeGuarded(defaults(), JSON.parse(event.body));
  return { statusCode: 200, body: JSON.stringify(settings) };
};

exports.setPath = async (event) => {
  const { section, name, value } = JSON.parse(event.body);
  const settings = defaults();
  settings[section][name] = value;
  return { statusCode: 200, body: JSON.stringify(settings) };
};

exports.setMap = async (event) => {
  const { section, name, value } = JSON.parse(event.body);
  const settings = new Map([['theme', new Map()]]);
  settings.get(section)?.set(name, value);
  const flat = Object.create(null);
  flat[name] = value;
  return { statusCode: 200, body: JSON.stringify(flat) };
};
