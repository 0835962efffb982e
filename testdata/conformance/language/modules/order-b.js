import { mark } from "./order-c.js";
mark("b before");
await null;
mark("b after");
