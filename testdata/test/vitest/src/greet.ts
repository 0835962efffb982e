import Mailer, { deliver, subject } from "./mailer";
export const greet = async (name: string) => ({ subject: subject(name), sent: await deliver(name), by: new Mailer().send() });
