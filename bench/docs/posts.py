"""Short posts with a known label for the policy of README.md, made from parts, so that a document's commands have something to read."""

import csv
import json
import random

REMEDIES = ["root syrup", "copper bracelet", "salt lamp", "herbal capsule", "mushroom tincture", "magnet belt", "seed oil", "clay powder",
            "silver drops", "enzyme patch", "fruit vinegar", "crystal water"]
ILLS = ["arthritis", "diabetes", "migraine", "high blood pressure", "asthma", "eczema", "depression", "back pain", "gout", "insomnia", "tinnitus",
        "heart disease"]
CURES = ["{remedy} a day and your {ill} is history", "throw out your pills, this {remedy} ends {ill} for good",
         "doctors hide it: {remedy} cures {ill} in nine days", "no more {ill}, guaranteed, with our {remedy}",
         "my {ill} vanished after one week of {remedy}", "reverse {ill} at home with a simple {remedy}"]
CARE = ["Our clinic has new hours for patients with {ill}", "Ask your pharmacist what helps with {ill}", "Talk on living with {ill}, with two nurses",
        "Free screening for {ill} at the town hall", "We sell {remedy} as a gift, wrapped by hand", "A {remedy} for your bath, smells of summer",
        "Does anybody know where to buy {remedy}", "Review of the {remedy} from the market: nice bottle, no effect on my {ill}"]
DAILY = ["Candlelight yoga", "Used bicycle, blue, hardly ridden", "Choir looks for tenors", "Lost cat, grey with a white paw", "Fresh bread from the mill",
         "Guitar lessons for beginners", "Two rooms to let near the park", "Chess evening for all ages", "Winter tyres, one season old",
         "Book swap in the library", "Apples from our garden", "Help wanted for moving a piano"]
WHEN = ["on Thursdays", "until six", "this weekend only", "from Monday on", "all week", "at noon", "since last spring", "before the holidays", "in May",
        "every second Friday"]
END = ["call for details", "no appointment needed", "tell your friends", "cash only", "ask for Anna", "bring your own mat", "first come, first served",
       "prices on the door", "the kids love it", "write to us"]
FRAUD = ["Your parcel is held, pay the fee of {n} euro through this link", "Tax refund of {n} euro waiting, confirm your card number",
         "We could not charge your account, enter the code {n} again", "You have won voucher {n}, send your bank details to claim it"]


def post(random_: random.Random, positive: bool) -> str:
    of = {"remedy": random_.choice(REMEDIES), "ill": random_.choice(ILLS)}
    if positive:
        text = random_.choice(CURES).format(**of)
    elif random_.random() < .3:
        text = random_.choice(CARE).format(**of)
    else:
        text = random_.choice(DAILY)
    return f"{text[0].upper()}{text[1:]} {random_.choice(WHEN)}, {random_.choice(END)}."


def posts(number: int, seed: int, share: float) -> list[tuple[str, str, int]]:
    """Ids, texts and labels; no text twice."""
    random_, made = random.Random(seed), {}
    while len(made) < number:
        label = int(random_.random() < share)
        made.setdefault(post(random_, bool(label)), label)
    return [(f"p-{seed}-{i}", text, label) for i, (text, label) in enumerate(made.items())]


def with_fraud(rows: list[tuple[str, str, int]], number: int, seed: int) -> list[tuple[str, str, int]]:
    """The same with a theme that none of them speaks of in place of the last ones."""
    random_ = random.Random(seed)
    new = [(f"f-{seed}-{i}", random_.choice(FRAUD).format(n=random_.randint(11, 99999)) + f", {random_.choice(END)}.", 0) for i in range(number)]
    return rows[: len(rows) - number] + new


def write_csv(file, rows) -> None:
    with open(file, "w", newline="", encoding="utf-8") as out:
        sheet = csv.writer(out)
        sheet.writerow(["post_id", "body"])
        sheet.writerows(row[:2] for row in rows)


def write_jsonl(file, rows) -> None:
    with open(file, "w", encoding="utf-8") as out:
        for id_, text, label in rows:
            out.write(json.dumps({"id": id_, "text": text, "label": label}) + "\n")
