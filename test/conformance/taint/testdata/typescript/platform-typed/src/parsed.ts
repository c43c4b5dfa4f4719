import { parser } from '@aws-lambda-powertools/parser';
import { EventBridgeSchema } from '@aws-lambda-powertools/parser/schemas';
import { execSync } from 'node:child_process';
import { z } from 'zod';

const schema = EventBridgeSchema.extend({ detail: z.object({ count: z.number(), label: z.string() }) });

class Cart {
  @parser({ schema })
  public async handler(event: z.infer<typeof schema>, _context: unknown): Promise<void> {
    execSync(`tally --count ${event.detail.count}`);
    execSync(`tally --label ${event.detail.label}`);
  }
}

const cart = new Cart();
export const handler = cart.handler.bind(cart);
