export const handler = async (event: { url: string; depth: number }): Promise<number> => {
  const first = await fetch(`https://pages.example.com/${event.depth}`, { signal: AbortSignal.timeout(2000) });
  const second = await fetch(event.url, { signal: AbortSignal.timeout(2000) });
  return first.status + second.status;
};
