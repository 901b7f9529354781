package org.penumbra.bench;

import java.util.SplittableRandom;

/**
 * Themes that are planted into a snapshot: messages of frauds that the made ads know nothing of,
 * each put together from parts, so that hardly two are alike.
 */
enum PlantedTheme {
  PARCEL(
      new String[][] {
        {
          "Your parcel is held at the depot",
          "We could not hand over your package today",
          "Customs has stopped your shipment",
          "Courier notice: delivery attempt failed",
          "The driver could not find your address",
          "Item 4471 is waiting at the sorting hub"
        },
        {
          "a handling fee of 1.99 is outstanding",
          "please settle the missing postage",
          "import duty of 2.45 has not been paid",
          "we need a small redelivery charge",
          "confirm your street and card number",
          "the surcharge was declined by your bank"
        },
        {
          "tap the link within twelve hours",
          "follow track-my-box dot top now",
          "reply with your details before midnight",
          "open the secure form below",
          "use the tracking page we sent",
          "verify at the web address in this text"
        },
        {
          "or it goes back to the sender.",
          "otherwise storage costs are added.",
          "else the consignment will be destroyed.",
          "or the order is cancelled.",
          "after that no second attempt is made.",
          "late replies are not processed."
        }
      }),
  TRADING(
      new String[][] {
        {
          "My mentor's robot trades coins while I sleep",
          "This bot copied three hedge funds at once",
          "A television host let slip his secret exchange",
          "Join our signals channel on the messenger",
          "The algorithm the banks tried to ban is open",
          "Put 250 into the automated wallet"
        },
        {
          "it returned nine per cent every single day",
          "my stake had doubled by Friday",
          "withdrawals reach your account in minutes",
          "not one losing week since spring",
          "the first deposit is matched in full",
          "guaranteed profit, zero risk to capital"
        },
        {
          "only forty seats are left in the group",
          "registration closes at noon",
          "an account manager will ring you",
          "send the verification code to start",
          "pay in with vouchers or crypto",
          "share your screen and we set it up"
        },
        {
          "ask me how.",
          "write INVEST to begin.",
          "quit the office for good.",
          "early birds ride the next pump.",
          "the list is private.",
          "thank me later."
        }
      }),
  RELATIVE(
      new String[][] {
        {
          "Hi mum, I dropped my phone in the sink",
          "Hello dad, this is my new number",
          "It's me, save this contact please",
          "Grandma, I am calling from a friend's mobile",
          "Hey aunt, my old handset was stolen on the train",
          "Sis, my screen is broken so I text from here"
        },
        {
          "I owe the landlord and cannot log in",
          "there was an accident and the lawyer wants bail",
          "a bill is due today and the app is locked",
          "I must pay the garage before it shuts",
          "my card is blocked until Monday",
          "the hostel keeps my passport"
        },
        {
          "could you transfer 1,840 for me",
          "please wire it to this account of a colleague",
          "lend me the sum, I pay you back on Thursday",
          "buy gift cards and send me the codes",
          "can you do an instant payment",
          "I will send you the bank details now"
        },
        {
          "don't ring, the microphone is dead.",
          "and tell nobody yet, love you.",
          "it is really urgent xx",
          "I explain everything tonight.",
          "please hurry.",
          "hugs from your eldest."
        }
      });

  @SuppressWarnings("ImmutableEnumChecker") // nobody writes to it
  private final String[][] parts;

  PlantedTheme(String[][] parts) {
    this.parts = parts;
  }

  /** One message. */
  String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (String[] part : parts) {
      text.append(text.isEmpty() ? "" : ", ").append(part[random.nextInt(part.length)]);
    }
    return text.toString();
  }
}
