const vm = require('vm');

exports.handler = async (event) => {
  const { formula } = JSON.parse(event.body);
  return { statusCode: 200, body: JSON.stringify(eval(formula)) };
};

exports.asFunction = async (event) => {
  const { formula } = JSON.parse(event.body);
  const compute = new Function('x', 'return ' + formula);
  return { statusCode: 200, body: JSON.stringify(compute(3)) };
};

exports.inVm = async (event) => {
  const { formula } = JSON.parse(event.body);
  const result = vm.runInNewContext(formula, { x: 3 }, { timeout: 100 });
  return { statusCode: 200, body: JSON.stringify(result) };
};

const operations = { add: (a, b) => a + b, sub: (a, b) => a - b };

exports.table = async (event) => {
  const { operation, a, b } = JSON.parse(event.body);
  if (!Object.hasOwn(operations, operation)) return { statusCode: 400 };
  return { statusCode: 200, body: JSON.stringify(operations[operation](Number(a), Number(b))) };
};

exports.timer = async (event) => {
  const { delay, text } = JSON.parse(event.body);
  await new Promise((resolve) => setTimeout(() => resolve(text), Math.min(Number(delay) || 0, 100)));
  return { statusCode: 204 };
};
