import type { APIGatewayProxyEventV2 } from 'aws-lambda';

type Tree = { [key: string]: Tree | string };

function assign(target: Tree, path: string[], value: string): void {
  let node = target;
  for (const part of path.slice(0, -1)) {
    node = (node[part] ??= {}) as Tree;
  }
  node[path[path.length - 1]] = value;
}

export const handler = async (event: APIGatewayProxyEventV2) => {
  const settings: Tree = { theme: { colour: 'red' } };
  for (const [path, value] of Object.entries(JSON.parse(event.body!) as Record<string, string>)) {
    assign(settings, path.split('.'), value);
  }
  return { statusCode: 200, body: JSON.stringify(settings) };
};
