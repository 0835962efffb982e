import "./order-b.js";
import { mark } from "./order-c.js";
mark("a");
