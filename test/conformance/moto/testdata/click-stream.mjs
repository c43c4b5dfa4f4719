// What a function of click-stream is called with. CartChanges is left out: its delivery stream is not deployed.

export async function CountClicks(call) {
  const data = Buffer.from('{"path": "/lamps"}').toString("base64");
  await call({ Records: [{ kinesis: { data } }] });
}
