export const deliver = async (to: string): Promise<string> => { throw new Error("would really send to " + to); };
export const subject = (name: string) => `Dear ${name}`;
export default class Mailer { send() { return "really"; } }
