const { SFNClient, StartExecutionCommand } = require('@aws-sdk/client-sfn');
const { execSync } = require('child_process');

exports.start = async (event) => {
  const { city, days } = JSON.parse(event.body);
  await new SFNClient({}).send(new StartExecutionCommand({ stateMachineArn: process.env.MACHINE, input: JSON.stringify({ city, days: parseInt(days, 10) }) }));
  return { statusCode: 202 };
};

exports.first = async (event) => {
  execSync(`prepare --days ${event.days}`);
  return { place: event.city };
};

exports.second = async (event) => {
  execSync(`forecast --place ${event.place}`);
};
