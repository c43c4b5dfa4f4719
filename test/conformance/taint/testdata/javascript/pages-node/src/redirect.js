const PLACES = { help: 'https://help.example.com/', shop: 'https://shop.example.com/' };

exports.handler = async (event) => ({
  statusCode: 302,
  headers: { Location: event.queryStringParameters.next },
});

exports.listed = async (event) => {
  const next = Object.hasOwn(PLACES, event.queryStringParameters.next) ? PLACES[event.queryStringParameters.next] : PLACES.shop;
  return { statusCode: 302, headers: { Location: next } };
};

exports.origin = async (event) => {
  const next = new URL(event.queryStringParameters.next, 'https://shop.example.com/');
  if (next.origin !== 'https://shop.example.com') return { statusCode: 400 };
  return { statusCode: 302, headers: { Location: next.href } };
};
