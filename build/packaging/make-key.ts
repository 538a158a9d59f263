import { generateKeyPairSync } from 'node:crypto';

/** `npm run release:key`: a new key pair for the feeds. The secret half is printed once and kept nowhere. */
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
console.log('For electron/updates/release-keys.json:\n');
console.log(JSON.stringify(publicKey.export({ format: 'der', type: 'spki' }).toString('base64')));
console.log('\nFor the secret SATCHEL_UPDATE_KEY, and a safe:\n');
console.log(privateKey.export({ format: 'pem', type: 'pkcs8' }).toString());
