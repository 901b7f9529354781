// What a passphrase opens and closes. Whatever is sealed carries the salt of its key, so that a page made anew, with a salt of
// its own, opens what an earlier one kept.
class Seal {
  static async of(passphrase, page) {
    const letters = new TextEncoder().encode(passphrase.normalize('NFKC').trim());
    return new Seal(await crypto.subtle.importKey('raw', letters, 'PBKDF2', false, ['deriveKey']), page);
  }

  static unpacked(text) { return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)); }

  static packed(bytes) { return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')); }

  constructor(material, { salt, iterations }) {
    this.material = material;
    this.salt = salt;
    this.iterations = iterations;
    this.keys = new Map();
  }

  // Deriving a key takes long by intention: each is derived once.
  key({ salt, iterations }) {
    const name = `${iterations} ${salt}`;
    if (!this.keys.has(name)) {
      this.keys.set(name, crypto.subtle.deriveKey(
        { name: 'PBKDF2', hash: 'SHA-256', salt: Seal.unpacked(salt), iterations },
        this.material, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']));
    }
    return this.keys.get(name);
  }

  async open(sealed) {
    const plain = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: Seal.unpacked(sealed.nonce) }, await this.key(sealed), Seal.unpacked(sealed.data));
    return JSON.parse(new TextDecoder().decode(plain));
  }

  async close(value) {
    const { salt, iterations } = this;
    const nonce = crypto.getRandomValues(new Uint8Array(12));
    const data = await crypto.subtle.encrypt(
      { name: 'AES-GCM', iv: nonce }, await this.key(this), new TextEncoder().encode(JSON.stringify(value)));
    return { salt, iterations, nonce: Seal.packed(nonce), data: Seal.packed(new Uint8Array(data)) };
  }
}
