const KNOWN = { csv: './csv.js', json: './json.js' };

exports.handler = async (event) => {
  for (const record of event.Records) {
    const { plugin } = JSON.parse(record.body);
    const loaded = require('./plugins/' + plugin);
    loaded.run();
  }
};

exports.listed = async (event) => {
  for (const record of event.Records) {
    const file = KNOWN[JSON.parse(record.body).kind];
    if (file === './csv.js' || file === './json.js') {
      const loaded = await import(file);
      loaded.run();
    }
  }
};
