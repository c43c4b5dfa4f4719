const TEXT = 'alpha beta gamma';

exports.replaceAll = async (event) => {
  const { from } = JSON.parse(event.body);
  return { statusCode: 200, body: JSON.stringify(TEXT.replace(new RegExp(from, 'g'), '')) };
};

exports.matchText = async (event) => {
  const { pattern } = JSON.parse(event.body);
  return { statusCode: 200, body: JSON.stringify(TEXT.match(pattern)) };
};

exports.startsWith = async (event) => {
  const { word } = JSON.parse(event.body);
  return { statusCode: 200, body: JSON.stringify([TEXT.startsWith(word), TEXT.includes(word), TEXT.replaceAll(word, '')]) };
};
