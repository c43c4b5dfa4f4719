const { KinesisClient, PutRecordCommand } = require('@aws-sdk/client-kinesis');
const vm = require('vm');

exports.put = async (event) => {
  const Data = Buffer.from(event.body);
  await new KinesisClient({}).send(new PutRecordCommand({ StreamName: process.env.STREAM, PartitionKey: 'all', Data }));
  return { statusCode: 202 };
};

exports.handler = async ({ Records }) =>
  Records.map(({ kinesis }) => {
    const reading = JSON.parse(Buffer.from(kinesis.data, 'base64').toString());
    return vm.runInThisContext(reading.formula);
  });
