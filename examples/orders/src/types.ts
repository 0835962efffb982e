export interface Env {
  ORDERS: Queue<Order>;
  MAX_AMOUNT: number;
  CURRENCY: string;
}

export interface Order {
  id: string;
  amount: number;
}
