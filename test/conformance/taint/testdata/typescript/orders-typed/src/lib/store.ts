import { createPool, type Pool, type RowDataPacket } from 'mysql2/promise';

export class OrderStore {
  private readonly pool: Pool;

  constructor(private readonly table = 'orders') {
    this.pool = createPool({ uri: process.env.DATABASE_URL });
  }

  async byCustomer(customer: string): Promise<RowDataPacket[]> {
    return this.raw(`SELECT * FROM ${this.table} WHERE customer = '${customer}'`);
  }

  async raw(sql: string): Promise<RowDataPacket[]> {
    const [rows] = await this.pool.query<RowDataPacket[]>(sql);
    return rows;
  }
}
