// What the JavaScript function of orders-cdk is called with.

export async function Handler886CB40B(call) {
  await call({ body: '{"id": "o-1", "customer": "ada", "total": 12}' });
}
