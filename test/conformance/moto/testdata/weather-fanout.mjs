// What a function of weather-fanout is called with. Correct is left out: its SDK is no longer maintained.

export async function Measure(call) {
  await call({ stations: [{ id: "north" }, { id: "south" }] });
}
