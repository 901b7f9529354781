// Opens the page: at once, or with its passphrase.
const data = JSON.parse(byId('data').textContent);

function whyLocked(error) {
  if (!globalThis.crypto?.subtle) {
    return 'This browser decrypts nothing here. Save this page as a file and open it from there, or from an https address.';
  }
  // What WebCrypto calls a tag that does not fit the key.
  if (error.name === 'OperationError') return 'That is not the passphrase. Try again.';
  return `The page cannot be opened: ${error.message}. Tell whoever sent it to you.`;
}

async function unlock() {
  byId('wrong').textContent = 'One moment…';
  try {
    const seal = await Seal.of(byId('passphrase').value, data);
    const sheet = await seal.open(data);
    byId('passphrase').value = '';
    await new Page(sheet, seal).open();
  } catch (error) {
    byId('wrong').textContent = whyLocked(error);
  }
}

if (data.salt) {
  byId('locked').hidden = false;
  byId('passphrase').focus();
  byId('unlock').addEventListener('submit', async (event) => {
    event.preventDefault();
    // A form whose button is disabled cannot be sent, by Enter neither.
    byId('unseal').disabled = true;
    await unlock();
    byId('unseal').disabled = false;
  });
} else {
  new Page(data, null).open();
}
