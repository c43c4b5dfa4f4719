exports.handler = async (event) => {
  const { copies } = JSON.parse(event.body);
  const out = [];
  for (let i = 0; i < copies; i++) {
    out.push({ id: i });
  }
  return { statusCode: 200, body: JSON.stringify(out.length) };
};

exports.capped = async (event) => {
  const copies = Math.min(Number(JSON.parse(event.body).copies), 50);
  const out = [];
  for (let i = 0; i < copies; i++) out.push({ id: i });
  return { statusCode: 200, body: JSON.stringify(out.length) };
};
