// What this browser keeps for us; where it keeps nothing, or not any more, what was chosen lasts as long as the page.

const lasting = new Map();

// A browser that blocks storage throws as soon as it is named, so that is left to these two.
export function recall(key, place = "localStorage") {
  try {
    return window[place].getItem(key) ?? lasting.get(key) ?? null;
  } catch {
    return lasting.get(key) ?? null;
  }
}

export function keep(key, value, place = "localStorage") {
  lasting.delete(key);
  try {
    if (value) window[place].setItem(key, value);
    else window[place].removeItem(key);
  } catch {
    if (value) lasting.set(key, value);
  }
}
