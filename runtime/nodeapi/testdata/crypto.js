// node:crypto: arguments, errors, known answers and round trips.
const c = require("crypto"), t = (f) => { try { return f(); } catch (e) { return `${e.name} ${e.code} ${e.message}`; } };
return [
	t(()=>c.createHash("nope")),
	t(()=>c.createHash(5)),
	t(()=>c.createHash("sha1").update(5)),
	t(()=>{const h=c.createHash("sha1");h.digest();h.digest()}),
	t(()=>{const h=c.createHash("sha1");h.digest();h.update("x")}),
	t(()=>{const h=c.createHash("sha1");h.digest();h.copy()}),
	t(()=>c.createHash("sha256",{outputLength:5}).digest("hex")),
	t(()=>c.createHash("shake128",{outputLength:5}).digest("hex")),
	t(()=>c.createHmac("nope","k")),
	t(()=>c.createHmac("sha1")),
	t(()=>{const h=c.createHmac("sha1","k");h.digest();return h.digest("hex")}),
	t(()=>{const h=c.createHmac("sha1","k");h.digest();return h.update("x")}),
	t(()=>c.hash&&c.hash("sha1","x")),
	t(()=>[c.Hash("sha1").update("a").digest("hex"),c.createHash("sha1") instanceof c.Hash, c.createHash("sha1") instanceof require("stream").Transform]),
	t(()=>c.createHash("sha1").update("a").digest("nope")),
	t(()=>c.createHash("sha1").update("a","nope").digest("hex")),
];

const c = require("crypto"), t = (f) => { try { return f(); } catch (e) { return `${e.name} ${e.code} ${e.message}`; } };
return [
	t(()=>c.timingSafeEqual(Buffer.alloc(1),Buffer.alloc(2))),
	t(()=>c.timingSafeEqual("a",Buffer.alloc(2))),
	t(()=>c.timingSafeEqual(Buffer.alloc(2),"a")),
	t(()=>c.randomBytes(-1)),
	t(()=>c.randomBytes("x")),
	t(()=>c.randomBytes(2**31)),
	t(()=>c.randomInt(5,5)),
	t(()=>c.randomInt(2**49)),
	t(()=>c.randomInt("x")),
	t(()=>c.randomInt(1.5)),
	t(()=>c.randomInt(0,5,3)),
	t(()=>c.randomFillSync("x")),
	t(()=>c.randomFillSync(Buffer.alloc(4),5)),
	t(()=>c.randomFillSync(Buffer.alloc(4),2,5)),
	t(()=>c.randomFill(Buffer.alloc(4))),
	t(()=>c.randomUUID({disableEntropyCache:1})),
];

const c = require("crypto"), t = (f) => { try { return f(); } catch (e) { return `${e.name} ${e.code} ${e.message}`; } };
return [
	t(()=>c.createCipheriv("nope",Buffer.alloc(16),Buffer.alloc(16))),
	t(()=>c.createCipheriv("aes-128-cbc",Buffer.alloc(15),Buffer.alloc(16))),
	t(()=>c.createCipheriv("aes-128-cbc",Buffer.alloc(16),Buffer.alloc(15))),
	t(()=>c.createCipheriv("aes-128-cbc",Buffer.alloc(16),null)),
	t(()=>c.createCipheriv("aes-128-ecb",Buffer.alloc(16),null).update("x").length),
	t(()=>c.createCipheriv("aes-128-ecb",Buffer.alloc(16),Buffer.alloc(16)).update("x").length),
	t(()=>c.createCipheriv("aes-128-ecb",Buffer.alloc(16),"").update("x").length),
	t(()=>c.createCipheriv("aes-128-gcm",Buffer.alloc(16),Buffer.alloc(0))),
	t(()=>c.createCipheriv("aes-128-gcm",Buffer.alloc(16))),
	t(()=>c.createCipheriv("aes-128-gcm")),
	t(()=>{const d=c.createDecipheriv("aes-128-cbc",Buffer.alloc(16),Buffer.alloc(16));d.update(Buffer.alloc(16));d.final()}),
	t(()=>{const d=c.createDecipheriv("aes-128-cbc",Buffer.alloc(16),Buffer.alloc(16));d.update(Buffer.alloc(15));d.final()}),
	t(()=>{const d=c.createCipheriv("aes-128-cbc",Buffer.alloc(16),Buffer.alloc(16));d.setAutoPadding(false);d.update(Buffer.alloc(15));d.final()}),
	t(()=>{const d=c.createCipheriv("aes-128-cbc",Buffer.alloc(16),Buffer.alloc(16));d.final();d.final()}),
	t(()=>{const d=c.createCipheriv("aes-128-cbc",Buffer.alloc(16),Buffer.alloc(16));d.final();d.update("x")}),
	t(()=>{const d=c.createDecipheriv("aes-128-gcm",Buffer.alloc(16),Buffer.alloc(12));d.update(Buffer.alloc(15));d.final()}),
	t(()=>{const d=c.createDecipheriv("aes-128-gcm",Buffer.alloc(16),Buffer.alloc(12));d.setAuthTag(Buffer.alloc(16));d.update(Buffer.alloc(15));d.final()}),
	t(()=>{const d=c.createDecipheriv("aes-128-gcm",Buffer.alloc(16),Buffer.alloc(12));d.setAuthTag(Buffer.alloc(3))}),
	t(()=>{const d=c.createCipheriv("aes-128-gcm",Buffer.alloc(16),Buffer.alloc(12));d.getAuthTag()}),
	t(()=>{const d=c.createCipheriv("aes-128-cbc",Buffer.alloc(16),Buffer.alloc(16));d.setAAD(Buffer.alloc(16))}),
	t(()=>{const d=c.createCipheriv("aes-128-cbc",Buffer.alloc(16),Buffer.alloc(16));d.getAuthTag()}),
	t(()=>{const d=c.createCipheriv("aes-128-gcm",Buffer.alloc(16),Buffer.alloc(12),{authTagLength:3})}),
	t(()=>{const d=c.createCipheriv("aes-128-gcm",Buffer.alloc(16),Buffer.alloc(12));d.final();d.setAAD(Buffer.alloc(1))}),
	t(()=>{const d=c.createDecipheriv("aes-128-gcm",Buffer.alloc(16),Buffer.alloc(12));d.setAuthTag(Buffer.alloc(16));d.setAuthTag(Buffer.alloc(16))}),
	t(()=>c.createCipheriv("chacha20-poly1305",Buffer.alloc(32),Buffer.alloc(13))),
	t(()=>c.createCipheriv("chacha20-poly1305",Buffer.alloc(32),Buffer.alloc(8),{authTagLength:16}).update("x","utf8","hex")),
	t(()=>c.createCipheriv("chacha20-poly1305",Buffer.alloc(32),Buffer.alloc(12)).update("x","utf8","hex")),
];

const c = require("crypto"), t = (f) => { try { return f(); } catch (e) { return `${e.name} ${e.code} ${e.message}`; } };
return [
	t(()=>c.pbkdf2Sync("a","b",0,1,"sha1")),
	t(()=>c.pbkdf2Sync("a","b",1,1,"nope")),
	t(()=>c.pbkdf2Sync("a","b",1,1)),
	t(()=>c.pbkdf2Sync("a","b",1,-1,"sha1")),
	t(()=>c.pbkdf2Sync(1,"b",1,1,"sha1")),
	t(()=>c.pbkdf2("a","b",1,1,"sha1")),
	t(()=>c.pbkdf2("a","b",1,1,"nope",()=>{})),
	t(()=>c.hkdfSync("nope","k","s","i",10)),
	t(()=>c.hkdfSync("sha1","k","s","i",20*255+1)),
	t(()=>c.hkdfSync("sha1","","s","i",10)),
	t(()=>c.hkdfSync("sha1","k","s",Buffer.alloc(1025),10)),
	t(()=>c.hkdfSync("sha1","k","s","i",-1)),
	t(()=>c.scryptSync("a","b",10,{N:3})),
	t(()=>c.scryptSync("a","b",10,{N:2**20})),
	t(()=>c.scryptSync("a","b",10,{cost:4,N:4})),
	t(()=>c.scryptSync("a","b",-1)),
];

const c = require("crypto"), t = (f) => { try { return f(); } catch (e) { return `${e.name} ${e.code} ${e.message}`; } };
const ed = c.generateKeyPairSync("ed25519"), ec = c.generateKeyPairSync("ec", { namedCurve: "P-256" }), rsa = c.generateKeyPairSync("rsa", { modulusLength: 1024 }), sec = c.createSecretKey(Buffer.alloc(8));
return [
	t(()=>c.createSign("nope")),
	t(()=>c.createSign("sha256").sign()),
	t(()=>c.createSign("sha256").sign(null)),
	t(()=>c.createSign("sha256").sign(5)),
	t(() => c.createPrivateKey("nope")) !== "", // Node reports what is left over from scrypt here
	t(()=>c.createVerify("sha256").verify("nope",Buffer.alloc(1))),
	t(()=>c.createSign("sha256").sign("nope")),
	t(()=>c.createPrivateKey("")),
	t(()=>c.createPublicKey("nope")),
	t(()=>c.createSign("sha256").update(5)),
	t(()=>c.sign(null,Buffer.alloc(1),ed.publicKey)),
	t(()=>c.sign("sha256",Buffer.alloc(1),ed.privateKey)),
	t(()=>c.createSign("sha256").sign(ed.privateKey)),
	t(()=>c.verify("sha256",Buffer.alloc(1),ec.publicKey,"x")),
	t(()=>c.verify("sha256",Buffer.alloc(1),ec.publicKey,Buffer.alloc(3))),
	t(()=>c.sign("nope",Buffer.alloc(1),ec.privateKey)),
	t(()=>c.sign(null,Buffer.alloc(1),ec.privateKey).length>60),
	t(()=>c.sign("sha256",Buffer.alloc(1),{key:rsa.privateKey,padding:6,saltLength:500})),
	t(()=>c.sign("sha256",Buffer.alloc(1),{key:ec.privateKey,dsaEncoding:"ieee-p1363"}).length),
	t(()=>c.sign("sha256",Buffer.alloc(1),{key:ec.privateKey,dsaEncoding:"x"}).length),
];

const c = require("crypto"), t = (f) => { try { return f(); } catch (e) { return `${e.name} ${e.code} ${e.message}`; } };
const ed = c.generateKeyPairSync("ed25519"), ec = c.generateKeyPairSync("ec", { namedCurve: "P-256" }), rsa = c.generateKeyPairSync("rsa", { modulusLength: 1024 }), sec = c.createSecretKey(Buffer.alloc(8));
return [
	t(()=>c.createPrivateKey({key:"x",format:"bad"})),
	t(()=>c.createPrivateKey({key:Buffer.alloc(3),format:"der"})),
	t(()=>c.createPrivateKey({key:Buffer.alloc(3),format:"der",type:"pkcs8"})),
	t(()=>c.createPublicKey({key:Buffer.alloc(3),format:"der",type:"spki"})),
	t(()=>c.createPublicKey({key:{kty:"x"},format:"jwk"})),
	t(()=>c.createPublicKey({key:{kty:"EC",crv:"P-1"},format:"jwk"})),
	t(()=>c.createPublicKey({key:{kty:"EC",crv:"P-256",x:"AA",y:"AA"},format:"jwk"})),
	t(()=>c.createPublicKey({key:{kty:"EC",crv:"P-256"},format:"jwk"})),
	t(()=>c.createPublicKey({key:{kty:"OKP",crv:"Ed25519",x:"AA"},format:"jwk"})),
	t(()=>c.createPublicKey(ed.publicKey)),
	t(()=>c.createPrivateKey(ed.publicKey)),
	t(()=>c.KeyObject.from(5)),
	t(()=>new c.KeyObject("x",5)),
	t(()=>c.createSecretKey(5)),
	t(()=>c.createSecretKey(Buffer.alloc(0)).symmetricKeySize),
	t(()=>c.createSecretKey("6162","hex").export()),
	t(()=>c.createPrivateKey({key:ec.privateKey.export({type:"pkcs8",format:"pem",cipher:"aes-256-cbc",passphrase:"x"}),passphrase:"y"})),
];

const c = require("crypto"), t = (f) => { try { return f(); } catch (e) { return `${e.name} ${e.code} ${e.message}`; } };
const ed = c.generateKeyPairSync("ed25519"), ec = c.generateKeyPairSync("ec", { namedCurve: "P-256" }), rsa = c.generateKeyPairSync("rsa", { modulusLength: 1024 }), sec = c.createSecretKey(Buffer.alloc(8));
return [
	t(()=>ed.privateKey.export()),
	t(()=>ed.privateKey.export({format:"pem"})),
	t(()=>ed.privateKey.export({format:"pem",type:"pkcs1"})),
	t(()=>ec.privateKey.export({format:"pem",type:"pkcs1"})),
	t(()=>ed.privateKey.export({format:"pem",type:"sec1"})),
	t(()=>ed.publicKey.export({format:"pem",type:"pkcs8"})),
	t(()=>ed.privateKey.export({format:"pem",type:"spki"})),
	t(()=>sec.export({format:"pem"})),
	t(()=>sec.export()),
	t(()=>sec.export({format:"jwk"})),
	t(()=>sec.equals(5)),
	t(()=>[ed.publicKey.asymmetricKeyDetails,ec.publicKey.asymmetricKeyDetails,rsa.publicKey.asymmetricKeyDetails,sec.asymmetricKeyDetails,sec.symmetricKeySize,ed.publicKey.asymmetricKeyType,ed.publicKey.symmetricKeySize]),
];

const c = require("crypto"), t = (f) => { try { return f(); } catch (e) { return `${e.name} ${e.code} ${e.message}`; } };
return [
	t(()=>c.generateKeyPairSync("nope")),
	t(()=>c.generateKeyPairSync("rsa")),
	t(()=>c.generateKeyPairSync("rsa",{})),
	t(()=>c.generateKeyPairSync("ec",{namedCurve:"nope"})),
	t(()=>c.generateKeyPairSync("ec",{})),
	t(()=>c.generateKeyPairSync("ed25519",{publicKeyEncoding:{type:"pkcs1",format:"pem"}})),
	t(()=>c.generateKeyPair("ed25519")),
	t(()=>c.generateKeySync("hmac",{length:4})),
	t(()=>c.generateKeySync("aes",{length:100})),
	t(()=>c.generateKeySync("nope",{length:100})),
];

const c = require("crypto"), t = (f) => { try { return f(); } catch (e) { return `${e.name} ${e.code} ${e.message}`; } };
const ed = c.generateKeyPairSync("ed25519"), ec = c.generateKeyPairSync("ec", { namedCurve: "P-256" }), rsa = c.generateKeyPairSync("rsa", { modulusLength: 1024 }), sec = c.createSecretKey(Buffer.alloc(8));
return [
	t(()=>c.createECDH("nope")),
	t(()=>c.createECDH("prime256v1").getPublicKey()),
	t(()=>c.createECDH("prime256v1").computeSecret(Buffer.alloc(65))),
	t(()=>{const e=c.createECDH("prime256v1");e.generateKeys();e.computeSecret(Buffer.alloc(65))}),
	t(()=>{const e=c.createECDH("prime256v1");e.setPrivateKey(Buffer.alloc(32))}),
	t(()=>{const e=c.createECDH("prime256v1");e.getPrivateKey()}),
	t(()=>c.diffieHellman({privateKey:ed.privateKey,publicKey:ed.publicKey})),
	t(()=>c.diffieHellman({privateKey:ec.privateKey,publicKey:ed.publicKey})),
	t(()=>c.diffieHellman({})),
];

const c = require("crypto"), t = (f) => { try { return f(); } catch (e) { return `${e.name} ${e.code} ${e.message}`; } };
const ed = c.generateKeyPairSync("ed25519"), ec = c.generateKeyPairSync("ec", { namedCurve: "P-256" }), rsa = c.generateKeyPairSync("rsa", { modulusLength: 1024 }), sec = c.createSecretKey(Buffer.alloc(8));
return [
	t(()=>c.publicEncrypt(rsa.publicKey,Buffer.alloc(200))),
	t(()=>c.privateDecrypt(rsa.privateKey,Buffer.alloc(128))),
	t(()=>c.privateDecrypt(rsa.publicKey,Buffer.alloc(128))),
	t(()=>c.privateDecrypt({key:rsa.privateKey,padding:1},Buffer.alloc(128))),
];

const c = require("crypto"), out = {};
for (const name of ["md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha512-224", "sha512-256", "sha3-224", "sha3-256", "sha3-384", "sha3-512", "ripemd160", "rmd160", "blake2b512", "blake2s256", "shake128", "shake256", "md5-sha1", "RSA-SHA256", "SHA512", "ssl3-md5"]) {
	out[name] = [c.createHash(name).update("héllo").update(Buffer.from([1, 2, 255])).digest("hex"), c.createHmac(name.startsWith("shake") ? "sha1" : name, "key").update("data").digest("base64"), c.createHash(name).copy().update("a").digest("latin1").length];
}
return out;

const c = require("crypto"), h = c.createHash("sha256"); h.update("a"); const k = h.copy(); k.update("b"); return [h.digest("base64url"), k.digest("hex"), c.createHash("shake256", { outputLength: 100 }).update("x").digest("hex"), c.createHash("sha1").update("6162", "hex").update(new Uint16Array([1, 2])).update(new DataView(new ArrayBuffer(3))).digest("hex"), c.hash("sha1", "abc"), c.hash("sha1", Buffer.from("abc"), "base64"), c.createHash("sha1").digest()];

const c = require("crypto"), { pipeline, Readable } = require("stream"); const h = c.createHash("sha256"); await new Promise((r) => pipeline(Readable.from(["a", "b", Buffer.from("c")]), h, r)); return [h.read().toString("hex"), h.readable];

const c = require("crypto"); const h = c.createHash("md5"); h.setEncoding("hex"); h.write("x"); h.end("y"); return await require("stream/consumers").text(h);

const c = require("crypto"); const h = c.createHmac("sha256", c.createSecretKey(Buffer.from("key"))); h.end("data"); const [d] = await require("events").once(h, "data"); return d.toString("hex");

const c = require("crypto"), out = {}, text = "some text that is longer than a block, ünïcode too";
for (const name of c.getCiphers().filter((n) => /^aes-(128|192|256)-(cbc|cfb8?|ctr|ecb|gcm|ofb)$|^chacha20-poly1305$|^des-ede3-cbc$/.test(n))) {
	const info = c.getCipherInfo(name), key = Buffer.alloc(info.keyLength, 1), iv = info.ivLength ? Buffer.alloc(info.ivLength, 2) : null;
	const e = c.createCipheriv(name, key, iv, { authTagLength: 16 });
	const sealed = /gcm|poly/.test(name);
	if (sealed) e.setAAD(Buffer.from("aad"));
	const parts = [e.update(text.slice(0, 5), "utf8", "hex"), e.update(text.slice(5), "utf8", "hex"), e.final("hex")];
	const d = c.createDecipheriv(name, key, iv, { authTagLength: 16 });
	if (sealed) d.setAAD(Buffer.from("aad")).setAuthTag(e.getAuthTag());
	out[name] = [info, parts, sealed && e.getAuthTag().toString("hex"), d.update(parts.join(""), "hex", "utf8") + d.final("utf8")];
}
return out;

const c = require("crypto"), key = Buffer.alloc(16), out = [];
for (const n of [0, 1, 15, 16, 17, 32]) { const e = c.createCipheriv("aes128", key, key); out.push(Buffer.concat([e.update(Buffer.alloc(n)), e.final()]).toString("base64")); }
for (const n of [1, 12, 20]) { const e = c.createCipheriv("aes-128-gcm", key, Buffer.alloc(n, 3), { authTagLength: 8 }); out.push(e.update("abc", "utf8", "hex"), e.final("hex"), e.getAuthTag().toString("hex")); }
const e = c.createCipheriv("aes-128-cbc", key, key); e.setAutoPadding(false); out.push(e.update(Buffer.alloc(16), null, "hex"), e.final("hex"));
const d = c.createDecipheriv("aes-128-cbc", key, key); d.setAutoPadding(false); out.push(d.update(Buffer.from("66e94bd4ef8a2c3b884cfa59ca342b2e", "hex")), d.final());
return out;

const c = require("crypto"), { Readable } = require("stream"), key = Buffer.alloc(32, 1), iv = Buffer.alloc(16);
const sealed = await require("stream/consumers").buffer(Readable.from(["one ", "two ", "three"]).pipe(c.createCipheriv("aes-256-cbc", key, iv)));
return [sealed.toString("hex"), await require("stream/consumers").text(Readable.from([sealed.subarray(0, 5), sealed.subarray(5)]).pipe(c.createDecipheriv("aes-256-cbc", key, iv)))];

const c = require("crypto"), { promisify } = require("util");
return [c.pbkdf2Sync("password", "salt", 1000, 40, "sha512").toString("hex"), (await promisify(c.pbkdf2)("password", Buffer.from("salt"), 5000, 20, "SHA256")).toString("hex"), c.scryptSync("password", "salt", 32).toString("hex"), (await promisify(c.scrypt)("pass", "NaCl", 64, { N: 1024, r: 8, p: 16 })).toString("hex"),
	Buffer.from(c.hkdfSync("sha256", "key", "salt", "info", 50)).toString("hex"), Buffer.from(await promisify(c.hkdf)("sha1", c.createSecretKey(Buffer.from("key")), new ArrayBuffer(0), "", 5)).toString("hex"), c.hkdfSync("sha1", "key", "", "", 3), c.pbkdf2Sync("a", "b", 1, 0, "sha1"), c.scryptSync("a", "b", 0)];

const c = require("crypto"), { promisify } = require("util");
return [c.randomBytes(10).length, (await promisify(c.randomBytes)(7)).length, c.randomInt(1), c.randomInt(5, 6), await promisify(c.randomInt)(7, 8), c.randomFillSync(new Uint32Array(4), 1, 2).length, (await promisify(c.randomFill)(Buffer.alloc(3))).length, c.randomUUID().length, c.getRandomValues(new Uint8Array(2)).length, c.webcrypto === crypto || typeof c.webcrypto, c.webcrypto.subtle === c.subtle, c.generatePrimeSync(32, { bigint: true }) > 0n, c.checkPrimeSync(97n), c.checkPrimeSync(Buffer.from([9])), new Uint8Array(c.generatePrimeSync(16)).length, c.timingSafeEqual(Buffer.from("ab"), new Uint16Array([0x6261])), c.getFips(), c.constants.RSA_PKCS1_PSS_PADDING];

const c = require("crypto"), rsa = "-----BEGIN PRIVATE KEY-----\nMIICdQIBADANBgkqhkiG9w0BAQEFAASCAl8wggJbAgEAAoGBAKsDsd5Z9oCXX0yk\n7d73tycOqhkwlHDE0fiNNx45uKszEEwp7+u7ZZworuSMFtPTH9osyXv2Qdnc2Pdm\n9zmpC3rnZnLbu+1vXNAZoQC3O0G0+LK2OH+U4Da9kIpnGEVZc2nUKqHaMmfdn6Xt\nCUWpV8I/F1+JWKne070u+AZm9ghTAgMBAAECgYAMC46TorKCDCdiNpuqgLgdwCKq\n84kBCFvhrdCcCGTBai9TrgCAEgruHM90uYlCEjTEITNvz8CDn9KIWnA/V3C/cdmI\nfy83vRMcBjo6/82vywC/Nihydd0kJU4ozKBvkDEw/hnYyFv0Z+h0X6g6N/iJrtb2\njMaeZI0MsWtSh9x4QQJBANw5KR9fMufs0oGIMs6SnDOzTHluGSQuSD6QIVCl9hPX\n6ql5Vl9hUesIonJiYoZ0tfnyUzPtz3aI/Grn4Xsmwh0CQQDGy/5FeS76MO2MNuf5\nCWPNjZhu8dpVNZdmeMBWRGD76mew9+aks/uOfl/B1Am5lVAv0AHr+t8crS3+oJAd\nHOkvAkAK8OwSGvC0hReQR+v+R1prVyUdg1LMcWA1e4OsNhKbucZ21QhthLBFNRCd\nDjZG59WCrX9kvRPpl7SyuwKA09QhAkAITJvg6p47c693GxO0IeA4xKCIgTBMPmCD\ntqbQ8ynZWn/Zs3+9gIYP/NaikOeXB9TBKj3qTB7kY5Z3+twJWxuhAkBrLHoW/vlx\nnmmMgjCSnJogU8V8oDvl1H7gy5slzlfO10mbZh6Np3okOE1FMLBKPRFkzIbLtBIA\n6TpOTdk55UZy\n-----END PRIVATE KEY-----\n", ec = "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEINsDxFtHOo1FD56gDJF0TTmJThyvUG9UGxk3r0rFKy+NoAoGCCqGSM49\nAwEHoUQDQgAExMnx8R+SQvQuAeRmxUiSYUdRseT0Gi/0U9v0X0QM8uPaTfaUs4J2\ndTAAs2r9r3YsjOXUuHYvPPkhBsZHr1j0Fw==\n-----END EC PRIVATE KEY-----\n", ed = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIBnEr9IrQRnMSS1jbPdYRUSLnpR9i+EplLV1v8s6sAOP\n-----END PRIVATE KEY-----\n", x = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VuBCIEIKC89B4p3WIlVc0kpV6z8irMKhYIM4DGvuFG+R0LIYVz\n-----END PRIVATE KEY-----\n", out = {};
for (const [name, pem] of Object.entries({ rsa, ec, ed, x })) {
	const k = c.createPrivateKey(pem), p = c.createPublicKey(pem), rows = [k.type, k.asymmetricKeyType, k.asymmetricKeyDetails, p.type];
	for (const format of ["pem", "der"]) {
		for (const type of ["pkcs1", "pkcs8", "sec1", "spki"]) {
			for (const key of [k, p]) {
				try { const e = key.export({ type, format }); rows.push([type, format, e.toString("latin1"), (key === k ? c.createPrivateKey : c.createPublicKey)(format === "pem" ? e : { key: e, format, type }).equals(key)]); } catch (e) { rows.push(e.code); }
			}
		}
	}
	const sorted = (o) => Object.fromEntries(Object.entries(o).sort((a, b) => a[0] < b[0] ? -1 : 1));
	rows.push(sorted(k.export({ format: "jwk" })), sorted(p.export({ format: "jwk" })), c.createPrivateKey({ key: k.export({ format: "jwk" }), format: "jwk" }).equals(k), c.createPublicKey({ key: k.export({ format: "jwk" }), format: "jwk" }).equals(p), c.createPublicKey(k).equals(p), p.equals(k));
	out[name] = rows;
}
return out;

const c = require("crypto"), pem = "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIBXTBXBgkqhkiG9w0BBQ0wSjApBgkqhkiG9w0BBQwwHAQIZSizIsiNPr0CAggA\nMAwGCCqGSIb3DQIJBQAwHQYJYIZIAWUDBAEqBBB/hMTSpna6ZlSfvkFeF3r2BIIB\nAKgSRTqnyl58hCnLb/c1GQfvu2IjVJ18GZ5VSoxNPVVDR0SzaQ1QNUR4vdFG3+1T\nMOqyNWj64MP8fyhLuRnJIqvdRyaqOTzejPV7JPG4ECzvshFW8MtgB+Uk9eimbF+m\nOesmIkzEQiW6ame5J21yVpsmpPSQtmT0pAV++3WCzgvsT+vK94DLecWbE+h0URlv\nqQEbn0iTHkVSqvSdoYfPJjXEc9MZdH9n1iv96crqjrKz0sg/4vAn2l6Ns/LZo1s3\nDDv3Bg4e0OXKlDemBcR6M8LxAzoD86jhnPNP9E1gTWqornyBeVsNw/pztZSpRgn2\nQXc+Y5Ouei+i0o7iqg9h/UE=\n-----END ENCRYPTED PRIVATE KEY-----\n";
const k = c.createPrivateKey({ key: pem, passphrase: "secret" }), again = k.export({ type: "pkcs8", format: "pem", cipher: "aes-128-cbc", passphrase: Buffer.from("other") }), der = k.export({ type: "pkcs8", format: "der", cipher: "aes-256-cbc", passphrase: "x" });
return [k.asymmetricKeyDetails, k.export({ type: "sec1", format: "der" }).toString("hex"), again.split("\n")[0], c.createPrivateKey({ key: again, passphrase: "other" }).equals(k), c.createPrivateKey({ key: der, format: "der", type: "pkcs8", passphrase: "x" }).equals(k), (() => { try { c.createPrivateKey({ key: pem, passphrase: "wrong" }); } catch (e) { return e.message; } })()];

const c = require("crypto"), pem = "-----BEGIN RSA PRIVATE KEY-----\nMIICWwIBAAKBgQDDcGAXdeT/fZF4fsX5qhju+7prC+zn/FE1goFJWVhSHqxyRZVa\nMh22x40ADMWHmk8UQvAXOBl6EGERvGhS+Q0tL3xNv9EWu+vvczpXaoc18WPOAwKz\ncu3xhVljRuEzUjkGyodN5f/9ZKE2+7K/JMqS4OtIHi2dGBaiqOfp5WmExQIDAQAB\nAoGAVKpPBnrNTJ0yMtgAnerBSG6G0K7m34zgBWVW6taou1KMdCiOzfceBjumapod\nzGPd1DI3XmewKcAEvTE4pJE90kzZHRVMmfjXvRL0lXdY3BlGyJPLY0GA1m7uPm9J\nslPgSOtOHC6UUzm+6OLYOTl9cVnAiylGr0AuE0SI9KYTvAECQQD/ZLSK5ac7fVUC\nbffUvFePtu5mgtEaODYmZ9fZfmulSzl3vBx63cJ+SZqzIp7eQAJOW0FyiKiL/Ks0\nLaZ4EQkBAkEAw+c21AIn4pfUWaVab+Qs2tGnp+7vterMFNPCJXTfFlvGRp7e0SyC\n2rWLFNKiaR/OOoWql1JRusUq0epphf6XxQJAd1/yB85qiaL+nkEai2RxpSpDasUQ\nyimmHfOB8BZoaH2t4eqagU+wfmkXF05CZe4TZd6/y7JW3f//YkdIPWzxAQJAZuBU\n+qDnMSdqbGlZRMkehQr0cEwZtf7HjWhm3CSzwpoPVaa4fEBTt2b+0sCKaYo6UqE/\nJJgmM163TeU75RH9wQJALhT7KJVncxYEzezb3wJA+vzg4Fpg4EfZZeyW2SrlyKhB\naorzYVLq8p3++GOqvX0n54f5g5ODPADzb7d4sWmrqg==\n-----END RSA PRIVATE KEY-----\n", data = Buffer.from("message"), out = [];
for (const h of ["md5", "sha1", "RSA-SHA256", "sha384", "sha512", "ripemd160", "sha3-256", "sha512-256"]) out.push(c.createSign(h).update("mess").update("age").sign(pem, "hex"), c.createVerify(h).update(data).verify(pem, c.sign(h, data, pem)));
const P = c.constants, pub = c.createPublicKey(pem);
for (const saltLength of [undefined, 0, 20, P.RSA_PSS_SALTLEN_DIGEST, P.RSA_PSS_SALTLEN_MAX_SIGN]) {
	const s = c.sign("sha256", data, { key: pem, padding: P.RSA_PKCS1_PSS_PADDING, saltLength });
	out.push(saltLength === 0 ? s.toString("hex") : s.length, c.verify("sha256", data, { key: pub, padding: P.RSA_PKCS1_PSS_PADDING }, s), c.verify("sha256", data, { key: pub, padding: P.RSA_PKCS1_PSS_PADDING, saltLength: 5 }, s), c.verify("sha256", data, { key: pub, padding: P.RSA_PKCS1_PSS_PADDING, saltLength }, s));
}
out.push(c.privateEncrypt(pem, data).toString("hex"), c.publicDecrypt(pem, c.privateEncrypt(pem, data)).toString(), c.privateDecrypt(pem, c.publicEncrypt(pem, data)).toString(), c.privateDecrypt({ key: pem, oaepHash: "sha256", oaepLabel: Buffer.from("l") }, c.publicEncrypt({ key: pem, oaepHash: "sha256", oaepLabel: Buffer.from("l") }, data)).toString(), c.publicEncrypt({ key: pem, padding: 1 }, data).length, c.privateDecrypt({ key: pem, padding: 3 }, c.publicEncrypt({ key: pem, padding: 3 }, Buffer.concat([Buffer.alloc(121), data]))).length);
return out;

const c = require("crypto"), ec = "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEINsDxFtHOo1FD56gDJF0TTmJThyvUG9UGxk3r0rFKy+NoAoGCCqGSM49\nAwEHoUQDQgAExMnx8R+SQvQuAeRmxUiSYUdRseT0Gi/0U9v0X0QM8uPaTfaUs4J2\ndTAAs2r9r3YsjOXUuHYvPPkhBsZHr1j0Fw==\n-----END EC PRIVATE KEY-----\n", ed = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIBnEr9IrQRnMSS1jbPdYRUSLnpR9i+EplLV1v8s6sAOP\n-----END PRIVATE KEY-----\n", data = Buffer.from("message"), { promisify } = require("util");
const s = c.sign("sha256", data, ec), r = c.sign("sha384", data, { key: ec, dsaEncoding: "ieee-p1363" });
return [c.verify("sha256", data, ec, s), c.verify("sha256", data, ec, Buffer.concat([s, Buffer.alloc(1)])), s[0], c.verify("sha384", data, { key: ec, dsaEncoding: "ieee-p1363" }, r), c.verify("sha384", data, ec, r), r.length, c.sign(null, data, ed).toString("hex"), c.verify(null, data, ed, c.sign(undefined, data, ed)), (await promisify(c.sign)(null, data, ed)).length, await promisify(c.verify)(null, data, ed, Buffer.alloc(64)),
	c.createVerify("sha256").update(data).verify(ec, s.toString("base64"), "base64"), c.createVerify("sha256").update("other").verify(ec, s)];

const c = require("crypto"), out = [];
for (const curve of ["prime256v1", "secp384r1", "secp521r1"]) {
	const a = c.createECDH(curve), b = c.createECDH(curve); a.setPrivateKey(Buffer.alloc({ prime256v1: 32, secp384r1: 48, secp521r1: 66 }[curve], 1).fill(0, 0, 2)); b.generateKeys();
	out.push(a.getPublicKey("hex"), a.getPublicKey("base64", "compressed"), a.getPublicKey(null, "hybrid").length, a.getPrivateKey("hex"), a.computeSecret(b.getPublicKey()).equals(b.computeSecret(a.getPublicKey("hex", "compressed"), "hex")), c.ECDH.convertKey(a.getPublicKey("hex", "compressed"), curve, "hex", "hex", "uncompressed") === a.getPublicKey("hex"));
}
const x = c.generateKeyPairSync("x25519"), y = c.generateKeyPairSync("x25519"), e = c.generateKeyPairSync("ec", { namedCurve: "P-384" }), f = c.generateKeyPairSync("ec", { namedCurve: "secp384r1" });
out.push(c.diffieHellman({ privateKey: x.privateKey, publicKey: y.publicKey }).equals(c.diffieHellman({ privateKey: y.privateKey, publicKey: x.publicKey })), c.diffieHellman({ privateKey: e.privateKey, publicKey: f.publicKey }).length);
return out;

const c = require("crypto"), { promisify } = require("util");
const p = await promisify(c.generateKeyPair)("rsa", { modulusLength: 2048, publicExponent: 3, publicKeyEncoding: { type: "spki", format: "pem" }, privateKeyEncoding: { type: "pkcs8", format: "der" } });
const two = await new Promise((resolve) => c.generateKeyPair("ec", { namedCurve: "P-256" }, (e, a, b) => resolve([e, a.type, b.type, b.asymmetricKeyDetails])));
const jwk = c.generateKeyPairSync("ed25519", { publicKeyEncoding: { format: "jwk" }, privateKeyEncoding: { format: "jwk" } });
return [p.publicKey.slice(0, 27), Buffer.isBuffer(p.privateKey), c.createPublicKey(p.publicKey).asymmetricKeyDetails, two, Object.keys(jwk.privateKey).sort(), c.generateKeySync("aes", { length: 192 }).symmetricKeySize, (await promisify(c.generateKey)("hmac", { length: 65 })).symmetricKeySize];

const c = require("crypto"), k = await crypto.subtle.importKey("raw", Buffer.alloc(16, 1), "AES-GCM", true, ["encrypt"]), o = c.KeyObject.from(k);
const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);
return [o.type, o.symmetricKeySize, o.export().toString("hex"), c.KeyObject.from(pair.privateKey).asymmetricKeyType, c.createHmac("sha1", k).update("x").digest("hex"), c.verify("sha256", Buffer.from("x"), pair.publicKey, c.sign("sha256", Buffer.from("x"), pair.privateKey)), require("util").types.isKeyObject(o), require("util").types.isKeyObject({}), require("util").types.isCryptoKey(k), String(o), Object.prototype.toString.call(o)];

const c = require("crypto"); return Object.keys(c).filter((k) => !/^(Cipher|Decipher|createCipher|createDecipher|Certificate|setEngine)$/.test(k)).filter((k) => typeof c[k] === "undefined");

const c = require("crypto"), t = (f) => { try { return f(); } catch (e) { return `${e.name} ${e.code} ${e.message}`; } };
const g = c.getDiffieHellman("modp14"), d = c.createDiffieHellman(g.getPrime());
return [
	t(() => c.getDiffieHellman("nope")), t(() => c.createDiffieHellman(5)), t(() => c.createDiffieHellman()), t(() => c.createDiffieHellman(g.getPrime(), {})), g.verifyError, g.getGenerator("hex"), g.setPrivateKey, t(() => g.getPublicKey()), t(() => g.getPrivateKey()), t(() => d.setPrivateKey(Buffer.from([5])).getPrivateKey("hex")),
	t(() => d.getPublicKey("hex")), t(() => d.generateKeys("hex")), t(() => d.computeSecret(Buffer.from([2])).toString("hex").slice(-4)), t(() => d.computeSecret(Buffer.from([1]))), t(() => d.computeSecret(g.getPrime())), d.verifyError, c.createDiffieHellman(Buffer.from([23]), 5).verifyError, c.createDiffieHellman("17", "hex", Buffer.from([5])).getGenerator("hex"), c.createDiffieHellman(Buffer.from([15]), 2).verifyError,
	["modp1", "modp2", "modp5", "modp14", "modp15", "modp16", "modp17", "modp18"].map((n) => c.hash("md5", c.createDiffieHellmanGroup(n).getPrime())),
	(() => { const a = c.getDiffieHellman("modp2"), b = c.getDiffieHellman("modp2"); a.generateKeys(); b.generateKeys(); return a.computeSecret(b.getPublicKey()).equals(b.computeSecret(a.getPublicKey("hex"), "hex")); })(),
	new Uint8Array(c.generatePrimeSync(128, { safe: true })).length, c.checkPrimeSync((c.generatePrimeSync(100, { safe: true, bigint: true }) - 1n) / 2n),
];

const c = require("crypto"), t = (f) => { try { return f(); } catch (e) { return `${e.name} ${e.code} ${e.message}`; } };
const x = new c.X509Certificate("-----BEGIN CERTIFICATE-----\nMIICWTCCAf+gAwIBAgIUP+nn0NrIe8o3hnjj8GoJsYsmciowCgYIKoZIzj0EAwIw\nOjELMAkGA1UEBhMCREUxFTATBgNVBAoMDEV4YW1wbGUsIEluYzEUMBIGA1UEAwwL\nZXhhbXBsZS5jb20wHhcNMjYxMTI1MDMyMzIzWhcNMzYxMTIyMDMyMzIzWjA6MQsw\nCQYDVQQGEwJERTEVMBMGA1UECgwMRXhhbXBsZSwgSW5jMRQwEgYDVQQDDAtleGFt\ncGxlLmNvbTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABBExjqAzvBY09VzwQzYm\nvqNf9U4S+O8y9CmlY2wDCzOHckGvroi2jfgjy2XO/qTlJj8StUZxIL+Lr4CkZkpg\nJsSjgeIwgd8wHQYDVR0OBBYEFLPqcSSqrf3zGiv54bXGTLjL8LiYMB8GA1UdIwQY\nMBaAFLPqcSSqrf3zGiv54bXGTLjL8LiYMA8GA1UdEwEB/wQFMAMBAf8wYAYDVR0R\nBFkwV4ILZXhhbXBsZS5jb22CDSouZXhhbXBsZS5vcmeHBH8AAAGHEAAAAAAAAAAA\nAAAAAAAAAAGBDWFAZXhhbXBsZS5jb22GEmh0dHBzOi8veC5leGFtcGxlLzALBgNV\nHQ8EBAMCB4AwHQYDVR0lBBYwFAYIKwYBBQUHAwEGCCsGAQUFBwMCMAoGCCqGSM49\nBAMCA0gAMEUCIQC3Vju54Ui3kPd45u5FKjLt81HXI5r9H9CK4qsaWsz/FQIgR5tx\np8t5056wqS4+SoIH+c7ZhWzRUrrzs/4eRNo/Wb4=\n-----END CERTIFICATE-----\n"), key = c.createPrivateKey("-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgYooqoRACz0+aA+qQ\nkUHXOoOwD1HF6ZV3hd3ZaE2duKihRANCAAQRMY6gM7wWNPVc8EM2Jr6jX/VOEvjv\nMvQppWNsAwszh3JBr66Ito34I8tlzv6k5SY/ErVGcSC/i6+ApGZKYCbE\n-----END PRIVATE KEY-----\n"), other = c.generateKeyPairSync("ec", { namedCurve: "P-256" });
return [x.subject, x.subjectAltName, x.issuer, x.infoAccess, x.validFrom, x.validTo, x.fingerprint, x.fingerprint256, x.fingerprint512, x.keyUsage, x.serialNumber, x.ca, x.raw.length, x.publicKey.asymmetricKeyDetails, x.toString(), JSON.stringify(x).length, new c.X509Certificate(x.raw).serialNumber,
	x.checkHost("www.example.org"), x.checkHost("a.b.example.org"), x.checkHost("EXAMPLE.com"), x.checkHost("nope"), x.checkIP("127.0.0.1"), x.checkIP("::1"), x.checkIP("1.1.1.1"), x.checkEmail("a@example.com"), x.checkEmail("b@example.com"), x.checkIssued(x), x.checkPrivateKey(key), x.checkPrivateKey(other.privateKey), x.verify(x.publicKey), x.verify(other.publicKey), x.toLegacyObject(),
	t(() => new c.X509Certificate("x")), t(() => new c.X509Certificate(5)), t(() => x.checkHost(5)), t(() => x.verify(5)), t(() => new c.X509Certificate(Buffer.from([1, 2])))];
