const seal = {
  unpacked: (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)),
  packed: (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')),

  async key(passphrase, sealed) {
    const letters = new TextEncoder().encode(passphrase.normalize('NFKC').trim());
    const material = await crypto.subtle.importKey('raw', letters, 'PBKDF2', false, ['deriveKey']);
    return crypto.subtle.deriveKey(
      { name: 'PBKDF2', hash: 'SHA-256', salt: seal.unpacked(sealed.salt), iterations: sealed.iterations },
      material, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  },

  async open(key, sealed) {
    const plain = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: seal.unpacked(sealed.nonce) }, key, seal.unpacked(sealed.data));
    return new TextDecoder().decode(plain);
  },

  async close(key, text) {
    const nonce = crypto.getRandomValues(new Uint8Array(12));
    const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, key, new TextEncoder().encode(text));
    return { nonce: seal.packed(nonce), data: seal.packed(new Uint8Array(data)) };
  },
};
