// One tab at a time has a worksheet: the next waits until the first is closed. Where the browser knows no locks, or refuses them,
// all go on, and the store brings together what they keep.
function turn(name, waiting) {
  return new Promise((mine) => {
    const hold = () => {
      mine();
      return new Promise(() => {});
    };
    if (!navigator.locks) mine();
    else {
      navigator.locks.request(name, { ifAvailable: true }, (lock) => {
        if (lock) return hold();
        waiting();
        return navigator.locks.request(name, hold);
      }).catch(mine);
    }
  });
}
